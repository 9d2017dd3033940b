package dev.keyturn.problem;

import dev.keyturn.wire.KeyImport;
import dev.keyturn.wire.LeakReport;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.util.Set;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/**
 * How large a body may be: 1 MB, and 10 MB where many things are sent at once. One that says that it is larger is
 * refused before it is read, one that does not say is refused when it is.
 */
@ControllerAdvice
final class BodyLimits extends RequestBodyAdviceAdapter {
    private static final long USUAL = 1_000_000;
    private static final long MANY = 10_000_000;
    private static final Set<Type> OF_MANY = Set.of(LeakReport.class, KeyImport.class);

    @Override
    public boolean supports(
            MethodParameter parameter, Type type, Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type type,
            Class<? extends HttpMessageConverter<?>> converterType)
            throws IOException {
        long limit = OF_MANY.contains(type) ? MANY : USUAL;
        if (message.getHeaders().getContentLength() > limit) {
            throw tooLarge(limit);
        }
        InputStream body = new Limited(message.getBody(), limit);
        return new HttpInputMessage() {
            @Override
            public InputStream getBody() {
                return body;
            }

            @Override
            public HttpHeaders getHeaders() {
                return message.getHeaders();
            }
        };
    }

    private static ProblemException tooLarge(long limit) {
        return ProblemException.of(
                ProblemCode.BODY_TOO_LARGE,
                "The body is larger than the " + limit / 1_000_000 + " MB that this call takes. Send it in parts.");
    }

    private static final class Limited extends FilterInputStream {
        private final long limit;
        private long count;

        Limited(InputStream body, long limit) {
            super(body);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int more) {
            count += more;
            if (count > limit) {
                throw tooLarge(limit);
            }
        }
    }
}
