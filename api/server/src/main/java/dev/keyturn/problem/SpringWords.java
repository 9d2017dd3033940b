package dev.keyturn.problem;

import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;

/** Our words for what Spring refuses before a controller is called. Values that were sent are never repeated. */
final class SpringWords {
    private SpringWords() {}

    static String of(ProblemCode code, ErrorResponse failure) {
        if (failure instanceof MissingServletRequestParameterException missing) {
            return "The parameter '" + missing.getParameterName() + "' is missing. Add it.";
        }
        if (failure instanceof MissingRequestHeaderException missing) {
            return "The header '" + missing.getHeaderName() + "' is missing. Add it.";
        }
        return switch (code) {
            case NOT_FOUND -> "There is nothing at this address. GET /openapi.json lists what there is.";
            case METHOD_NOT_ALLOWED -> "This address answers other methods only; the Allow header lists them.";
            case NOT_ACCEPTABLE -> "This address answers in other media types only. Ask for application/json.";
            case UNSUPPORTED_MEDIA_TYPE -> "Send the body as application/json, and say so in Content-Type.";
            case BODY_TOO_LARGE -> "The body is larger than this call takes. Send it in parts.";
            case UNAVAILABLE -> "The answer took too long. Try again in a moment.";
            default -> "The request does not fit this call. GET /openapi.json says what is expected.";
        };
    }
}
