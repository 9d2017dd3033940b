package dev.keyturn.problem;

import dev.keyturn.wire.Problem;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what the servlet container refused outside any handler. */
@RestController
final class ProblemErrorController {
    static final String PATH = "/error";

    @RequestMapping(PATH)
    ResponseEntity<Problem> answer(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        ProblemCode code = ProblemCode.ofStatus(status instanceof Integer number ? number : 404);
        String detail = code == ProblemCode.NOT_FOUND
                ? "There is nothing at this address. GET /openapi.json lists what there is."
                : "The request does not fit this call. GET /openapi.json says what is expected.";
        return Problems.answer(request, code, detail, new HttpHeaders());
    }
}
