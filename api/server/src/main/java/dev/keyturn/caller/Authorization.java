package dev.keyturn.caller;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;

/** The Authorization header: a scheme, whose case does not matter, and credentials (RFC 9110, 11.4). */
public final class Authorization {
    private Authorization() {}

    /**
     * What follows a scheme, if the request uses that scheme. Of a request with two such headers nothing is taken: a
     * proxy might look at the other one.
     */
    public static Optional<String> credentials(HttpServletRequest request, String scheme) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        int length = scheme.length();
        boolean named = header != null
                && header.length() > length
                && header.regionMatches(true, 0, scheme, 0, length)
                && header.charAt(length) == ' '
                && isOnly(request);
        return named ? Optional.of(header.substring(length + 1).strip()) : Optional.empty();
    }

    private static boolean isOnly(HttpServletRequest request) {
        Enumeration<String> headers = request.getHeaders(HttpHeaders.AUTHORIZATION);
        headers.nextElement();
        return !headers.hasMoreElements();
    }
}
