package dev.keyturn.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Names a request in its problem and in the log. Made only when something asks for it. */
public final class RequestId {
    /** The header in which a proxy may give its own name for the request, and in which problems carry it back. */
    public static final String HEADER = "X-Request-Id";

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private RequestId() {}

    /** The same for the whole life of a request. */
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(HEADER) instanceof String known) {
            return known;
        }
        String given = request.getHeader(HEADER);
        String id = given != null && SAFE.matcher(given).matches() ? given : next();
        request.setAttribute(HEADER, id);
        return id;
    }

    /** A name and no secret: a source of good chance would be the dearest part of a refusal. */
    private static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
