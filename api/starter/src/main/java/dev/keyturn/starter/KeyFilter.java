package dev.keyturn.starter;

import dev.keyturn.client.ApiException;
import dev.keyturn.client.ApiUnavailableException;
import dev.keyturn.wire.Problem;
import dev.keyturn.wire.VerificationResult;
import dev.keyturn.wire.WireJson;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a request through only with one key that is accepted. Everything but a clear yes is a refusal: 401 with the
 * reason, 503 if nobody can say.
 */
public final class KeyFilter extends HttpFilter {
    static final String ATTRIBUTE = VerifiedKey.class.getName();
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(KeyFilter.class);
    private static final String SCHEME = "ApiKey ";

    private final transient KeyCheck check;
    private final List<String> openPaths;
    private final @Nullable String scope;

    /**
     * A filter for one's own registration, such as for some paths only.
     *
     * @param openPaths paths that need no key, each with everything below it
     * @param scope that every key must have, or null
     */
    public KeyFilter(KeyCheck check, List<String> openPaths, @Nullable String scope) {
        this.check = check;
        this.openPaths = List.copyOf(openPaths);
        this.scope = scope;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isOpen(request)) {
            chain.doFilter(request, response);
            return;
        }
        String presented = presented(request);
        if (presented == null) {
            response.setHeader("WWW-Authenticate", "ApiKey realm=\"keyturn\"");
            refuse(response, 401, "unauthenticated", "Send 'Authorization: ApiKey sk_…', once.");
            return;
        }
        VerificationResult answer = ask(presented, request, response);
        if (answer != null && answer.valid()) {
            KeyCheck.Client client = client(request);
            request.setAttribute(ATTRIBUTE, new VerifiedKey(answer, wanted -> check.check(presented, wanted, client)));
            chain.doFilter(request, response);
        }
    }

    /** The answer; unless it is a yes, the response is written. */
    private @Nullable VerificationResult ask(String presented, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            VerificationResult answer = check.check(presented, scope, client(request));
            if (!answer.valid()) {
                int status = KeyRefusedException.status(answer.code());
                response.setHeader("WWW-Authenticate", "ApiKey realm=\"keyturn\", reason=\"" + answer.code() + "\"");
                refuse(response, status, answer.code().name(), String.valueOf(answer.detail()));
            }
            return answer;
        } catch (ApiUnavailableException e) {
            LOG.warn("A key could not be checked: {}", e.getMessage());
        } catch (ApiException e) {
            LOG.error("The api refuses this service's own key (keyturn.api-key): {}", e.getMessage());
        }
        response.setHeader("Retry-After", "1");
        refuse(response, 503, "unavailable", "Keys cannot be checked for the moment. Try again.");
        return null;
    }

    /** The path as the container has decoded and normalised it, by which controllers are found too. */
    private boolean isOpen(HttpServletRequest request) {
        String info = request.getPathInfo();
        String path = request.getServletPath() + (info == null ? "" : info);
        return openPaths.stream().anyMatch(open -> path.equals(open) || path.startsWith(open + "/"));
    }

    /** Of a request with two such headers nothing is taken: a proxy might have looked at the other one. */
    private static @Nullable String presented(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("Authorization"));
        boolean named = headers.size() == 1 && headers.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        return named ? headers.get(0).substring(SCHEME.length()).strip() : null;
    }

    private static KeyCheck.Client client(HttpServletRequest request) {
        return new KeyCheck.Client(
                request.getRemoteAddr(),
                request.getHeader("User-Agent"),
                request.getRequestURI(),
                request.getHeader("X-Keyturn-Consumer"));
    }

    static void refuse(HttpServletResponse response, int status, String code, String detail) throws IOException {
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/problem+json");
        response.getOutputStream()
                .write(WireJson.mapper()
                        .writeValueAsBytes(
                                new Problem(null, "The API key is refused", status, code, detail, null, null)));
    }
}
