package dev.keyturn.console;

import dev.keyturn.session.BrowserSessions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.Header;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CacheControlHeadersWriter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.CharacterEncodingFilter;

/** What stands before the console's pages, and before nothing else: {@code /v1} has no filter chain. */
final class ConsoleFilters {
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self';"
            + " frame-ancestors 'none'; base-uri 'none'";

    /** Where a request ends up that is refused before it reaches a page. */
    static final String REFUSED = "/console/refused";

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private ConsoleFilters() {}

    static FilterRegistrationBean<FilterChainProxy> registration(BrowserSessions sessions) {
        FilterChainProxy proxy = new FilterChainProxy(List.of(
                new DefaultSecurityFilterChain(ConsoleFilters::isAsset, headers()),
                new DefaultSecurityFilterChain(
                        AnyRequestMatcher.INSTANCE, utf8(), headers(), csrf(), new SessionFilter(sessions))));
        FilterRegistrationBean<FilterChainProxy> registration = new FilterRegistrationBean<>(proxy);
        registration.addUrlPatterns(
                "", "/assets/*", "/webjars/*", "/sign-in", "/sign-out", "/setup", "/settings/*", "/leaks/*");
        registration.addUrlPatterns("/rotations/*", "/audit/*", "/alerts/*", "/honeykeys/*", "/account/*");
        registration.addUrlPatterns("/revoke", "/invitation", "/new-password");
        return registration;
    }

    private static boolean isAsset(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/assets/") || path.startsWith("/webjars/");
    }

    /** Names that people type hold more than ASCII. */
    private static CharacterEncodingFilter utf8() {
        return new CharacterEncodingFilter("UTF-8", true);
    }

    private static HeaderWriterFilter headers() {
        HstsHeaderWriter hsts = new HstsHeaderWriter(31_536_000, false);
        hsts.setRequestMatcher(SessionCookie::overTls);
        StaticHeadersWriter fixed = new StaticHeadersWriter(List.of(
                new Header("Content-Security-Policy", CONTENT_SECURITY_POLICY),
                new Header("X-Content-Type-Options", "nosniff"),
                new Header("X-Frame-Options", "DENY"),
                new Header("Referrer-Policy", "no-referrer"),
                new Header("Cross-Origin-Opener-Policy", "same-origin"),
                new Header("Cross-Origin-Resource-Policy", "same-origin"),
                new Header(
                        "Permissions-Policy",
                        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()")));
        return new HeaderWriterFilter(List.of(fixed, hsts, new CacheControlHeadersWriter()));
    }

    private static CsrfFilter csrf() {
        XorCsrfTokenRequestAttributeHandler handler = new XorCsrfTokenRequestAttributeHandler();
        // Not lazily: the cookie has to be set before the page has been sent half-way.
        handler.setCsrfRequestAttributeName(null);
        CsrfFilter filter = new CsrfFilter(new CsrfCookie());
        filter.setRequestHandler(handler);
        filter.setRequireCsrfProtectionMatcher(needsProof());
        filter.setAccessDeniedHandler((request, response, refusal) ->
                request.getRequestDispatcher(REFUSED).forward(request, response));
        return filter;
    }

    private static RequestMatcher needsProof() {
        return request -> !SAFE_METHODS.contains(request.getMethod());
    }
}
