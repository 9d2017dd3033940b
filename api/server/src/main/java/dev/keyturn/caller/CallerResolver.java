package dev.keyturn.caller;

import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Fills the parameters of controllers that are callers, or answers for them. */
final class CallerResolver implements HandlerMethodArgumentResolver {
    private final List<Authenticator> authenticators;
    private final ClientAddress clientAddress;

    CallerResolver(List<Authenticator> authenticators, ClientAddress clientAddress) {
        this.authenticators = authenticators;
        this.clientAddress = clientAddress;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return Caller.class.isAssignableFrom(parameter.getParameterType());
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binder) {
        HttpServletRequest request = (HttpServletRequest) web.getNativeRequest();
        Caller caller = authenticate(request);
        if (parameter.getParameterType().isInstance(caller)) {
            return caller;
        }
        throw caller instanceof ServiceCaller
                ? ProblemException.of(
                        ProblemCode.PERSON_REQUIRED,
                        "A key may not do this. Sign in with POST /v1/sessions and send the access token as Bearer.")
                : ProblemException.of(ProblemCode.FORBIDDEN, "This call is for programs: send a key as ApiKey.");
    }

    private Caller authenticate(HttpServletRequest request) {
        CallerMint mint = new CallerMint(clientAddress.of(request));
        for (Authenticator authenticator : authenticators) {
            Optional<Caller> caller = authenticator.authenticate(request, mint);
            if (caller.isPresent()) {
                return caller.get();
            }
        }
        throw ProblemException.of(
                ProblemCode.UNAUTHENTICATED,
                request.getHeader(HttpHeaders.AUTHORIZATION) == null
                        ? "Send 'Authorization: Bearer <token>' for a person or 'Authorization: ApiKey sk_…' for a program."
                        : "The Authorization header starts with neither Bearer nor ApiKey.");
    }
}
