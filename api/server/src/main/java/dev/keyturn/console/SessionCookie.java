package dev.keyturn.console;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * The cookies of the console. Over TLS their names start with {@code __Host-}, so that no other host of the domain can
 * plant one. Lax, since links in mails and chats should find their reader signed in; what changes anything is guarded
 * by the CSRF token.
 */
final class SessionCookie {
    private static final String NAME = "keyturn-session";

    private SessionCookie() {}

    /** Whether the browser speaks TLS, to us or to the proxy before us. */
    static boolean overTls(HttpServletRequest request) {
        return request.isSecure() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
    }

    /** The name that a cookie has in a request. */
    static String name(HttpServletRequest request, String name) {
        return overTls(request) ? "__Host-" + name : name;
    }

    static Optional<Secret> read(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, name(request, NAME));
        return cookie == null || cookie.getValue().isEmpty()
                ? Optional.empty()
                : Optional.of(Secret.of(cookie.getValue()));
    }

    @RevealsPlaintext("the browser carries the token")
    static void write(HttpServletRequest request, HttpServletResponse response, Secret token) {
        set(request, response, token.reveal(), -1);
    }

    static void clear(HttpServletRequest request, HttpServletResponse response) {
        set(request, response, "", 0);
    }

    private static void set(HttpServletRequest request, HttpServletResponse response, String value, long maxAge) {
        ResponseCookie cookie = ResponseCookie.from(name(request, NAME), value)
                .path("/")
                .httpOnly(true)
                .secure(overTls(request))
                .sameSite("Lax")
                .maxAge(maxAge)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
