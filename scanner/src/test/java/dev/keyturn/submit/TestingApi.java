package dev.keyturn.submit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.wire.LeakReport;
import dev.keyturn.wire.LeakResults;
import dev.keyturn.wire.LeakResults.Outcome;
import dev.keyturn.wire.LeakResults.Result;
import dev.keyturn.wire.LeakSighting;
import dev.keyturn.wire.ScanEnd;
import dev.keyturn.wire.ScanJob;
import dev.keyturn.wire.ScanLease;
import dev.keyturn.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** As much of the api as a scanner speaks to, on the loopback address. */
public final class TestingApi implements AutoCloseable {
    public static final Instant REVOKED_AT = Instant.parse("2026-05-01T12:00:00Z");

    private final HttpServer server;
    private final ApiKey key = ApiKey.generate(new EnvironmentTag("dev"), new SecureRandom());
    private final List<List<LeakSighting>> batches = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<String> revoked = new HashSet<>();
    private final Map<String, Object> told = new ConcurrentHashMap<>();
    private final Queue<ScanJob> scans = new ConcurrentLinkedQueue<>();
    private final List<ScanEnd> ends = new CopyOnWriteArrayList<>();
    private volatile Outcome outcome = Outcome.REVOKED;
    private volatile @Nullable UUID leak;
    private volatile int status = 200;

    public TestingApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The variables that a scanner needs to report here. */
    @RevealsPlaintext("a scanner is given its key by environment")
    public Map<String, String> variables() {
        return Map.of("KEYTURN_API_URL", address().toString(), "KEYTURN_API_KEY", key.reveal());
    }

    /** Answers everything with this status from now on; 200 is the ordinary answer. */
    public void answerWith(int newStatus) {
        status = newStatus;
    }

    /** Takes reported keys for none of the tenant's from now on. */
    public void knowNoKey() {
        outcome = Outcome.ACCEPTED;
    }

    /** Takes reported keys for the tenant's own decoys from now on. */
    public void knowDecoys() {
        outcome = Outcome.DECOY;
    }

    /** Gives every reported key this id, and its leak too. */
    public void know(UUID id) {
        leak = id;
    }

    /** Answers a path with something; every other is not allowed to the scanner's key. */
    public void tell(String path, Object body) {
        told.put(path, body);
    }

    /** Gives this scan to the next worker. */
    public void ask(ScanJob scan) {
        scans.add(scan);
    }

    /** How scans ended, in order. */
    public List<ScanEnd> ends() {
        return ends;
    }

    /** Every batch that was taken, in order. */
    public List<List<LeakSighting>> batches() {
        return batches;
    }

    /** Method and path of everything that was asked. */
    public List<String> requests() {
        return requests;
    }

    @RevealsPlaintext("the key that a scanner presents is compared")
    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        boolean known =
                ("ApiKey " + key.reveal()).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (status != 200 || !known) {
            send(exchange, known ? status : 401, "{\"status\":" + (known ? status : 401) + ",\"detail\":\"no\"}");
            return;
        }
        if (exchange.getRequestMethod().equals("GET")) {
            Object answer = told.get(exchange.getRequestURI().toString());
            send(
                    exchange,
                    answer == null ? 403 : 200,
                    answer == null ? "{\"status\":403}" : WireJson.mapper().writeValueAsString(answer));
            return;
        }
        if (exchange.getRequestURI().getPath().startsWith("/v1/scans/")) {
            send(exchange, 200, WireJson.mapper().writeValueAsString(scan(exchange, body)));
            return;
        }
        List<LeakSighting> leaks =
                WireJson.mapper().readValue(body, LeakReport.class).leaks();
        batches.add(leaks);
        send(exchange, 200, WireJson.mapper().writeValueAsString(results(leaks)));
    }

    private Object scan(HttpExchange exchange, String body) {
        if (exchange.getRequestURI().getPath().endsWith("/lease")) {
            return new ScanLease(scans.poll());
        }
        ends.add(WireJson.mapper().readValue(body, ScanEnd.class));
        return Map.of();
    }

    private synchronized LeakResults results(List<LeakSighting> leaks) {
        return new LeakResults(leaks.stream()
                .map(leak -> new Result(
                        leak.fingerprint(),
                        outcome == Outcome.DECOY || revoked.add(leak.fingerprint()) ? outcome : Outcome.ALREADY_REVOKED,
                        this.leak,
                        this.leak,
                        outcome == Outcome.ACCEPTED ? null : REVOKED_AT,
                        null,
                        null))
                .toList());
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
