package dev.keyturn.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/**
 * The CSRF token in a cookie of its own, so that no replica has to remember it. A request that the browser itself says
 * comes from another site has no token at all, whatever cookies it brings.
 */
final class CsrfCookie implements CsrfTokenRepository {
    private static final String NAME = "keyturn-csrf";

    private final CookieCsrfTokenRepository plain = repository(NAME, false);
    private final CookieCsrfTokenRepository overTls = repository("__Host-" + NAME, true);

    private static CookieCsrfTokenRepository repository(String name, boolean secure) {
        CookieCsrfTokenRepository repository = new CookieCsrfTokenRepository();
        repository.setCookieName(name);
        repository.setCookiePath("/");
        repository.setCookieCustomizer(
                cookie -> cookie.httpOnly(true).secure(secure).sameSite("Lax"));
        return repository;
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return of(request).generateToken(request);
    }

    @Override
    public void saveToken(@Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        of(request).saveToken(token, request, response);
    }

    @Override
    public @Nullable CsrfToken loadToken(HttpServletRequest request) {
        return isForeign(request) ? null : of(request).loadToken(request);
    }

    private CookieCsrfTokenRepository of(HttpServletRequest request) {
        return SessionCookie.overTls(request) ? overTls : plain;
    }

    private static boolean isForeign(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean reading =
                request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        return !reading && site != null && !site.equals("same-origin") && !site.equals("none");
    }
}
