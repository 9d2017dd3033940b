package dev.keyturn.client;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.wire.Problem;
import dev.keyturn.wire.WireJson;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** One request and its answer: headers, JSON, problems, time-outs. */
final class HttpExchange {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http;
    private final URI base;
    private final @Nullable Credentials credentials;

    HttpExchange(URI base, @Nullable Credentials credentials) {
        this(newHttpClient(), URI.create(base.toString().endsWith("/") ? base.toString() : base + "/"), credentials);
    }

    private HttpExchange(HttpClient http, URI base, @Nullable Credentials credentials) {
        this.http = http;
        this.base = base;
        this.credentials = credentials;
    }

    /** The same connections, on behalf of somebody else. */
    HttpExchange as(Credentials others) {
        return new HttpExchange(http, base, others);
    }

    private static HttpClient newHttpClient() {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    <T> T send(String method, String path, @Nullable Object body, Class<T> answer) {
        return send(request(method, path, body, Map.of()), answer);
    }

    @RevealsPlaintext("the header that presents the caller's credentials")
    HttpRequest.Builder request(String method, String path, @Nullable Object body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Accept", "application/json, application/problem+json")
                .method(method, body == null ? BodyPublishers.noBody() : json(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (credentials != null) {
            request.header("Authorization", credentials.authorization().reveal());
        }
        headers.forEach(request::header);
        return request;
    }

    <T> T send(HttpRequest.Builder request, Class<T> answer) {
        byte[] body = send(request);
        try {
            return WireJson.mapper().readValue(body, answer);
        } catch (JacksonException e) {
            throw new ApiUnavailableException(
                    base + " answered with something that is not the api's: is the address right?", null, null);
        }
    }

    /** The body of a 2xx answer. */
    byte[] send(HttpRequest.Builder request) {
        HttpResponse<byte[]> response = exchange(request.build());
        if (response.statusCode() / 100 != 2) {
            throw failure(response);
        }
        return response.body();
    }

    HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new ApiUnavailableException("no answer from " + base + ": " + reason(e), null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiUnavailableException("interrupted while waiting for " + base, null, e);
        }
    }

    private RuntimeException failure(HttpResponse<byte[]> response) {
        int status = response.statusCode();
        Problem problem = problem(response);
        if (status >= 500 || status == 429) {
            String words = problem.detail() != null ? problem.detail() : "the api answered " + status;
            return new ApiUnavailableException(words + " (HTTP " + status + ")", retryAfter(response), null);
        }
        return new ApiException(problem);
    }

    private static Problem problem(HttpResponse<byte[]> response) {
        try {
            Problem problem = WireJson.mapper().readValue(response.body(), Problem.class);
            if (problem != null && problem.status() != 0) {
                return problem;
            }
        } catch (JacksonException e) {
            // a proxy's own page, say: the status is all there is
        }
        return new Problem(null, "HTTP " + response.statusCode(), response.statusCode(), null, null, null, null);
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(null);
    }

    private static String reason(IOException e) {
        if (e instanceof ConnectException && e.getMessage() == null) {
            return e.getCause() != null && e.getCause().getCause() instanceof UnresolvedAddressException
                    ? "its name is not known"
                    : "nothing listens there";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        return BodyPublishers.ofByteArray(WireJson.mapper().writeValueAsBytes(body));
    }
}
