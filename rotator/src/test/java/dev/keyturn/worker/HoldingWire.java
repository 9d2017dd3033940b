package dev.keyturn.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** What is between a worker and Vault: it passes requests on, and one, when told to, only after it is told again. */
final class HoldingWire implements AutoCloseable {
    private final HttpClient upstream =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer proxy;
    private final URI server;
    private String awaited = "";
    private CountDownLatch arrived = new CountDownLatch(1);
    private CountDownLatch released = new CountDownLatch(1);
    private CountDownLatch answered = new CountDownLatch(1);

    HoldingWire(URI server) throws IOException {
        this.server = server;
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", this::handle);
        proxy.setExecutor(threads);
        proxy.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
    }

    /** The next request whose method and path begin so is held. */
    synchronized void hold(String request) {
        arrived = new CountDownLatch(1);
        released = new CountDownLatch(1);
        answered = new CountDownLatch(1);
        awaited = request;
    }

    /** Waits until it came. */
    void awaitHeld() throws InterruptedException {
        if (!arrived.await(90, TimeUnit.SECONDS)) {
            throw new AssertionError("the request that is to be held did not come");
        }
    }

    /** Passes it on after all, and waits until the server has answered it. */
    void release() throws InterruptedException {
        released.countDown();
        if (!answered.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the late request was not answered");
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean held = isHeld(exchange.getRequestMethod() + " "
                    + exchange.getRequestURI().getPath().substring("/v1/".length()));
            if (held) {
                arrived.countDown();
                released.await();
            }
            HttpResponse<byte[]> response = pass(exchange, body);
            if (held) {
                answered.countDown();
            }
            byte[] answer = response.body();
            exchange.sendResponseHeaders(response.statusCode(), answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isHeld(String request) {
        boolean held = !awaited.isEmpty() && request.startsWith(awaited);
        if (held) {
            awaited = "";
        }
        return held;
    }

    private HttpResponse<byte[]> pass(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (name.toLowerCase(Locale.ROOT).startsWith("x-vault-")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return upstream.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        released.countDown();
        proxy.stop(0);
        threads.shutdownNow();
    }
}
