package dev.keyturn.starter;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.server.ResponseStatusException;

/** Fills parameters of controllers that are a {@link VerifiedKey}; on a path that is left open nobody gets there. */
final class VerifiedKeyResolver implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == VerifiedKey.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binder) {
        Object key = request.getAttribute(KeyFilter.ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        if (key == null) {
            throw new ResponseStatusException(HttpStatus.UNAUTHORIZED, "Send 'Authorization: ApiKey sk_…'.");
        }
        return key;
    }
}
