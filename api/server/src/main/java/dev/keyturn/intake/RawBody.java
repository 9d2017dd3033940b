package dev.keyturn.intake;

import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Reads bodies as they were sent, which is what signatures are of. So many at a time: each may be held whole before
 * anything is known of its sender.
 */
final class RawBody {
    private static final int AT_A_TIME = 4;

    private final Semaphore places = new Semaphore(AT_A_TIME);

    /** What is done with a body. */
    interface Use<T> {
        T with(byte[] body);
    }

    /** @throws ProblemException 413 if it is longer than the limit, 503 if there are too many others */
    <T> T use(HttpServletRequest request, int limit, Use<T> use) {
        if (request.getContentLengthLong() > limit) {
            throw tooLarge(limit);
        }
        if (!places.tryAcquire()) {
            throw ProblemException.unavailable("Others are reporting just now. Send it again.", Duration.ofSeconds(1));
        }
        try {
            byte[] body = request.getInputStream().readNBytes(limit + 1);
            if (body.length > limit) {
                throw tooLarge(limit);
            }
            return use.with(body);
        } catch (IOException e) {
            throw ProblemException.of(ProblemCode.INVALID_REQUEST, "The body ended before it was whole.");
        } finally {
            places.release();
        }
    }

    private static ProblemException tooLarge(int limit) {
        return ProblemException.of(
                ProblemCode.BODY_TOO_LARGE,
                "The body is larger than the " + limit / 1_000_000 + " MB that this call takes.");
    }
}
