package dev.keyturn.console;

import dev.keyturn.problem.ProblemAdvice;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Shows as a page, or as a part of one, what the api answers as a problem. Who is not signed in is sent to do that. */
@Controller
final class Refusals implements HandlerExceptionResolver, Ordered {
    private final ProblemAdvice problems;

    Refusals(ProblemAdvice problems) {
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (request.getAttribute(CsrfToken.class.getName()) == null) {
            return null;
        }
        ResponseEntity<Problem> answer = problems.answer(failure, request);
        if (answer == null || answer.getBody() == null) {
            return null;
        }
        return answer.getStatusCode().value() == 401 ? toSignIn(request, response) : page(request, answer.getBody());
    }

    /** Where the CSRF check sends what it refuses. */
    @RequestMapping(ConsoleFilters.REFUSED)
    ModelAndView refused(HttpServletRequest request) {
        return page(
                request,
                Page.trouble(ProblemException.of(
                        ProblemCode.FORBIDDEN,
                        "The form is no longer good: it was opened before you signed in, or somewhere else."
                                + " Nothing was changed. Go back, reload the page and try again.")));
    }

    private static ModelAndView toSignIn(HttpServletRequest request, HttpServletResponse response) {
        boolean reading = request.getMethod().equals("GET") && !Page.isHtmx(request);
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        String next = reading ? request.getRequestURI() + query : Page.HOME;
        boolean hadSession = SessionCookie.read(request).isPresent();
        String signIn = "/sign-in?continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8)
                + (hadSession ? "&ended=expired" : "");
        if (!Page.isHtmx(request)) {
            return Page.redirect(signIn);
        }
        response.setHeader("HX-Redirect", signIn);
        response.setStatus(204);
        return new ModelAndView();
    }

    private static ModelAndView page(HttpServletRequest request, Problem problem) {
        ModelAndView page = Page.isHtmx(request) ? new ModelAndView("console/parts :: refusal") : Page.of("error");
        page.setStatus(HttpStatus.valueOf(problem.status()));
        return page.addObject("trouble", problem);
    }
}
