package dev.keyturn.verification;

import dev.keyturn.caller.Authorization;
import dev.keyturn.caller.ClientAddress;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.problem.RequestId;
import dev.keyturn.usage.Use;
import dev.keyturn.wire.Problem;
import dev.keyturn.wire.VerificationCode;
import dev.keyturn.wire.WireJson;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/verify}, for gateways, by any method and without a body: 200 and who the key is, or 401 with the reason
 * why it is refused, be it that a good key is not for this (429 if it is used too often). It is a filter before all others, since nothing that other calls
 * need (sessions, argument resolution, negotiation) is needed here.
 *
 * <p>The query is read as the gateway wrote it; of a parameter that is given twice, the first counts.
 */
final class VerifyFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** As it is named in problems, where the address as it was sent might hold a key. */
    private static final String ADDRESS = "/v1/verify";

    private final transient Verifier verifier;
    private final transient ClientAddress addresses;

    VerifyFilter(Verifier verifier, ClientAddress addresses) {
        this.verifier = verifier;
        this.addresses = addresses;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        response.setHeader("Cache-Control", "no-store");
        try {
            answer(request, response);
        } catch (ProblemException problem) {
            refuse(new Refusal(problem.code(), problem.detail(), problem.retryAfter()), null, request, response);
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<String> presented = Authorization.credentials(request, "ApiKey");
        if (presented.isEmpty()) {
            refuse(
                    new Refusal(ProblemCode.UNAUTHENTICATED, "Send 'Authorization: ApiKey sk_…'."),
                    null,
                    request,
                    response);
            return;
        }
        Use.Client client = client(request);
        Answer answer = verifier.verify(presented.get(), demand(request), client);
        if (answer.code() == VerificationCode.VALID) {
            accept(Objects.requireNonNull(answer.key()), request, response);
        } else {
            refuse(Refusal.of(answer, client), answer.code(), request, response);
        }
    }

    private static void accept(KnownKey key, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Keyturn-Key-Id", key.id().toString());
        response.setHeader("X-Keyturn-Tenant", key.tenantId().toString());
        response.setHeader("X-Keyturn-Environment", key.environment());
        String consumer = request.getHeader("X-Keyturn-Consumer");
        if (consumer != null) {
            response.setHeader("X-Keyturn-Consumer", consumer);
        }
    }

    /** The reason stands in a header too: gateways drop the body of such an answer. */
    private static void refuse(
            Refusal refusal, @Nullable VerificationCode code, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ProblemCode kind = refusal.code();
        String requestId = RequestId.of(request);
        response.setStatus(kind.status());
        response.setHeader(RequestId.HEADER, requestId);
        if (refusal.retryAfter() != null) {
            response.setHeader(
                    "Retry-After",
                    Long.toString(Math.max(1, refusal.retryAfter().toSeconds())));
        }
        if (kind.status() == 401) {
            response.setHeader("WWW-Authenticate", challenge(refusal, code));
        }
        response.setContentType("application/problem+json");
        response.getOutputStream()
                .write(WireJson.mapper()
                        .writeValueAsBytes(new Problem(
                                kind.type(),
                                kind.title(),
                                kind.status(),
                                kind.code(),
                                refusal.detail(),
                                ADDRESS,
                                requestId)));
    }

    private static String challenge(Refusal refusal, @Nullable VerificationCode code) {
        return code == null
                ? "ApiKey realm=\"keyturn\""
                : "ApiKey realm=\"keyturn\", error=\"" + refusal.code().code() + "\", reason=\"" + code
                        + "\", error_description=\"" + refusal.detail() + "\"";
    }

    private Use.Client client(HttpServletRequest request) {
        String path = request.getHeader("X-Original-URI");
        return new Use.Client(
                addresses.of(request).getHostAddress(),
                request.getHeader("User-Agent"),
                request.getHeader("X-Keyturn-Consumer"),
                path == null ? request.getHeader("X-Forwarded-Uri") : path);
    }

    /** By the query; what it does not say, by a header, since some gateways cannot write a query. */
    private static Demand demand(HttpServletRequest request) {
        String query = request.getQueryString() == null ? "" : request.getQueryString();
        String environment = value(query, "environment");
        String scope = value(query, "scope");
        return new Demand(
                environment == null ? request.getHeader("X-Keyturn-Require-Environment") : environment,
                value(query, "tenant"),
                scope == null ? request.getHeader("X-Keyturn-Require-Scope") : scope,
                value(query, "limit"));
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(
                    ProblemCode.INVALID_REQUEST, "The query has a % that two hexadecimal digits do not follow.");
        }
    }

    private static @Nullable String value(String query, String name) {
        if (!query.contains(name)) {
            return null;
        }
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name) && pair.startsWith("=", name.length())) {
                return decoded(pair.substring(name.length() + 1));
            }
        }
        return null;
    }
}
