package dev.keyturn.starter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Answers for a controller whose key lacks what it requires. */
final class RefusalResolver implements HandlerExceptionResolver {
    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (!(failure instanceof KeyRefusedException refusal)) {
            return null;
        }
        try {
            KeyFilter.refuse(
                    response,
                    KeyRefusedException.status(refusal.code()),
                    refusal.code().name(),
                    String.valueOf(refusal.getMessage()));
            return new ModelAndView();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
