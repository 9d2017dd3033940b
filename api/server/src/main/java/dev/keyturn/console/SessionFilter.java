package dev.keyturn.console;

import dev.keyturn.session.BrowserSessions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks up the session that a cookie names. It stands behind the CSRF check and nowhere else, so a cookie proves nothing
 * on any request that has not passed that.
 */
final class SessionFilter extends OncePerRequestFilter {
    private static final String PRESENT = SessionFilter.class.getName();

    private final BrowserSessions sessions;

    SessionFilter(BrowserSessions sessions) {
        this.sessions = sessions;
    }

    /** The session of a request, if it has a live one. */
    static Optional<BrowserSessions.Present> sessionOf(HttpServletRequest request) {
        return Optional.ofNullable((BrowserSessions.@Nullable Present) request.getAttribute(PRESENT));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        SessionCookie.read(request).flatMap(sessions::present).ifPresent(present -> {
            request.setAttribute(PRESENT, present);
            if (present.next() != null) {
                SessionCookie.write(request, response, present.next());
            }
        });
        chain.doFilter(request, response);
    }
}
