package dev.keyturn.delivery.vault;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP client under the driver. It adds what the driver lacks: a deadline for the whole answer and not only for
 * its first byte, the server's wish for a pause, and a refusal to send {@code DELETE}, which on a KV v2 mount can wipe
 * out every version.
 *
 * <p>The driver sends on the thread that calls it, so what was seen last is kept by thread.
 */
final class GuardedHttpClient extends HttpClient {
    private static final ThreadLocal<@Nullable Duration> RETRY_AFTER = new ThreadLocal<>();

    private final HttpClient client;
    private final Duration deadline;

    GuardedHttpClient(HttpClient client, Duration deadline) {
        this.client = client;
        this.deadline = deadline;
    }

    /**
     * A client for a server, which shows no certificate of its own.
     *
     * @throws IllegalArgumentException with words for a person if the file with the server's authorities is no good
     */
    static GuardedHttpClient to(VaultServer server) {
        return to(server, null);
    }

    /** A client for a server that shows a certificate in each handshake. */
    static GuardedHttpClient to(VaultServer server, KeyManager @Nullable [] shown) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(server.patience());
        TrustManager[] trusted =
                server.certificates().map(TrustedCertificates::in).orElse(null);
        if (shown != null || trusted != null) {
            builder.sslContext(context(shown, trusted));
        }
        return new GuardedHttpClient(builder.build(), server.patience().multipliedBy(2));
    }

    private static SSLContext context(KeyManager @Nullable [] shown, TrustManager @Nullable [] trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(shown, trusted, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    /** The pause that the last answer on this thread asked for; asking forgets it. */
    Optional<Duration> takeRetryAfter() {
        Duration seen = RETRY_AFTER.get();
        RETRY_AFTER.remove();
        return Optional.ofNullable(seen);
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        RETRY_AFTER.remove();
        CompletableFuture<HttpResponse<T>> pending = sendAsync(request, handler);
        try {
            HttpResponse<T> response = pending.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            response.headers()
                    .firstValue("Retry-After")
                    .filter(value -> value.matches("\\d{1,6}"))
                    .ifPresent(seconds -> RETRY_AFTER.set(Duration.ofSeconds(Long.parseLong(seconds))));
            return response;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer in time");
        } finally {
            pending.cancel(true);
        }
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        if (!request.method().equals("GET") && !request.method().equals("POST")) {
            throw new IllegalStateException("only GET and POST are ever sent to a Vault");
        }
        return client.sendAsync(request, handler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
        return sendAsync(request, handler);
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return client.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return client.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return client.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return client.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return client.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return client.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return client.authenticator();
    }

    @Override
    public Version version() {
        return client.version();
    }

    @Override
    public Optional<Executor> executor() {
        return client.executor();
    }
}
