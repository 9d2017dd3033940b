package dev.keyturn.problem;

import dev.keyturn.wire.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.sql.SQLException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** The one mapping from what was thrown to what is answered. What is not known here is 500, without its detail. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public final class ProblemAdvice {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    /** PostgreSQL's code for a character that its encoding does not have. */
    private static final String NO_TEXT = "22021";

    ProblemAdvice() {}

    /**
     * The answer to whatever was thrown, for those who show it in another form than JSON.
     *
     * @return null if nobody is there to be answered
     */
    public @Nullable ResponseEntity<Problem> answer(Exception failure, HttpServletRequest request) {
        if (failure instanceof ProblemException problem) {
            return known(problem, request);
        }
        if (failure instanceof DataAccessResourceFailureException
                || failure instanceof CannotCreateTransactionException
                || failure instanceof QueryTimeoutException) {
            return databaseAway(failure, request);
        }
        return failure instanceof AsyncRequestNotUsableException ? null : impossibleText(failure, request);
    }

    @ExceptionHandler(ProblemException.class)
    ResponseEntity<Problem> known(ProblemException problem, HttpServletRequest request) {
        return Problems.answer(request, problem.code(), problem.detail(), Problems.retryAfter(problem.retryAfter()));
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException failure, HttpServletRequest request) {
        ProblemException problem = UnreadableBody.explain(failure);
        return known(problem, request);
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        CannotCreateTransactionException.class,
        QueryTimeoutException.class
    })
    ResponseEntity<Problem> databaseAway(Exception failure, HttpServletRequest request) {
        log.warn("request {}: the database cannot be reached: {}", RequestId.of(request), rootMessage(failure));
        return Problems.answer(
                request,
                ProblemCode.UNAVAILABLE,
                "The database cannot be reached. Nothing was changed; try again in a moment.",
                Problems.retryAfter(java.time.Duration.ofSeconds(1)));
    }

    @ExceptionHandler(TypeMismatchException.class)
    ResponseEntity<Problem> mismatch(TypeMismatchException failure, HttpServletRequest request) {
        return Problems.answer(
                request,
                ProblemCode.INVALID_REQUEST,
                "'" + failure.getPropertyName() + "' has a value that cannot be read. Correct it.",
                new HttpHeaders());
    }

    /** A NUL, or bytes that are no UTF-8: PostgreSQL and Tomcat refuse them, wherever they stand. */
    @ExceptionHandler({DataIntegrityViolationException.class, InvalidParameterException.class})
    @Nullable
    ResponseEntity<Problem> impossibleText(Exception failure, HttpServletRequest request) {
        return failure instanceof InvalidParameterException || NO_TEXT.equals(sqlState(failure))
                ? Problems.answer(
                        request,
                        ProblemCode.INVALID_REQUEST,
                        "A value holds a character that no text can hold, such as NUL. Leave it out.",
                        new HttpHeaders())
                : other(failure, request);
    }

    /** The client is gone: there is nobody to answer. */
    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void gone() {}

    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Problem> other(Exception failure, HttpServletRequest request) {
        if (failure instanceof ErrorResponse known) {
            return springs(known, request);
        }
        if (failure instanceof IOException && failure.getClass().getSimpleName().equals("ClientAbortException")) {
            return null;
        }
        log.error("request {} failed: {}", RequestId.of(request), Redaction.of(StackTrace.of(failure)));
        return Problems.answer(
                request,
                ProblemCode.INTERNAL,
                "The server's log says more under this requestId. Tell its operator.",
                new HttpHeaders());
    }

    private static ResponseEntity<Problem> springs(ErrorResponse failure, HttpServletRequest request) {
        ProblemCode code = ProblemCode.ofStatus(failure.getStatusCode().value());
        return Problems.answer(request, code, SpringWords.of(code, failure), failure.getHeaders());
    }

    private static @Nullable String sqlState(Throwable failure) {
        return failure.getCause() instanceof SQLException sql ? sql.getSQLState() : null;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return Redaction.of(String.valueOf(root.getMessage()));
    }
}
