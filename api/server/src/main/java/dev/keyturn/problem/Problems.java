package dev.keyturn.problem;

import dev.keyturn.wire.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Writes problems as answers. */
final class Problems {
    private Problems() {}

    static ResponseEntity<Problem> answer(
            HttpServletRequest request, ProblemCode code, String detail, HttpHeaders headers) {
        String requestId = RequestId.of(request);
        Problem body = new Problem(
                code.type(),
                code.title(),
                code.status(),
                code.code(),
                Redaction.of(detail),
                Redaction.of(address(request)),
                requestId);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(code.status())
                .headers(headers)
                .header(RequestId.HEADER, requestId)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (code.status() == 401) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, challenge("Bearer", code), challenge("ApiKey", code));
        }
        return answer.body(body);
    }

    static HttpHeaders retryAfter(@Nullable Duration delay) {
        HttpHeaders headers = new HttpHeaders();
        if (delay != null) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, delay.toSeconds())));
        }
        return headers;
    }

    private static String challenge(String scheme, ProblemCode code) {
        String challenge = scheme + " realm=\"keyturn\"";
        return code == ProblemCode.UNAUTHENTICATED ? challenge : challenge + ", error=\"" + code.code() + "\"";
    }

    private static String address(HttpServletRequest request) {
        Object original = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        return original instanceof String uri ? uri : request.getRequestURI();
    }
}
