package dev.keyturn.rotation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keyturn.client.Credentials;
import dev.keyturn.client.KeyturnClient;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.wire.Activation;
import dev.keyturn.wire.Consumers;
import dev.keyturn.wire.Events;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.KeyList;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.Problem;
import dev.keyturn.wire.Receipt;
import dev.keyturn.wire.RevocationReason;
import dev.keyturn.wire.Roll;
import dev.keyturn.wire.Rotation;
import dev.keyturn.wire.RotationList;
import dev.keyturn.wire.RotationState;
import dev.keyturn.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A stand-in for the api on a loopback port, in memory, true to what the rotator relies on. */
public final class TestingApi implements AutoCloseable {
    private static final Pattern KEY = Pattern.compile("/v1/keys/([0-9a-f-]{36})(?:/([a-z]+))?");

    private final HttpServer server;
    private final SecureRandom random = new SecureRandom();
    private final Map<UUID, Issued> keys = new LinkedHashMap<>();
    private final Map<UUID, Rotation> rotations = new LinkedHashMap<>();
    private final List<Events.Event> events = new ArrayList<>();
    private volatile String held = "";
    private final CountDownLatch released = new CountDownLatch(1);
    private final Semaphore arrived = new Semaphore(0);
    private boolean down;
    private volatile Traffic traffic = new Traffic() {};

    /** Sees requests come and answers go; whatever it throws cuts the connection. */
    interface Traffic {
        /** Before anything is done. */
        default void arrived(String request) {}

        /** It is done, and the answer is not yet sent. */
        default void answered(String request) {}
    }

    /** A key as the stand-in keeps it. */
    private static final class Issued {
        final UUID id = UUID.randomUUID();
        final Instant createdAt = Instant.now();
        final String environment;
        final String name;
        final UUID lineage;
        final Set<String> candidates = new HashSet<>();
        final Map<String, Instant> consumers = new LinkedHashMap<>();
        KeyState state = KeyState.ACTIVE;
        boolean managed = true;

        @Nullable
        RevocationReason reason;

        @Nullable
        Instant graceUntil;

        @Nullable
        UUID predecessor;

        @Nullable
        UUID successor;

        @Nullable
        String idempotencyKey;

        String hint = "";
        long fence;
        int mints;

        Issued(String environment, String name, @Nullable UUID lineage) {
            this.environment = environment;
            this.name = name;
            this.lineage = lineage == null ? UUID.randomUUID() : lineage;
        }

        KeyState state() {
            if (state == KeyState.RETIRING
                    && graceUntil != null
                    && !Instant.now().isBefore(graceUntil)) {
                state = KeyState.REVOKED;
                reason = RevocationReason.ROTATED;
            }
            return state;
        }

        KeyView view() {
            String path = managed ? "keyturn/" + environment + "/" + name : null;
            Instant activated = state == KeyState.PENDING ? null : createdAt;
            return new KeyView(
                    id,
                    name,
                    name,
                    environment,
                    hint,
                    state(),
                    List.of(),
                    lineage,
                    managed,
                    path,
                    createdAt,
                    activated,
                    null,
                    graceUntil,
                    null,
                    null,
                    reason,
                    predecessor,
                    successor);
        }
    }

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int status;
        final String code;

        Refusal(int status, String code) {
            super(code);
            this.status = status;
            this.code = code;
        }
    }

    private TestingApi(HttpServer server) {
        this.server = server;
    }

    public static TestingApi start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TestingApi api = new TestingApi(server);
            server.createContext("/", api::handle);
            server.setExecutor(Executors.newCachedThreadPool());
            server.start();
            return api;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A key for the rotator; the stand-in does not ask who calls. */
    public ApiKey rotatorKey() {
        return newPlaintext("dev");
    }

    /** A client with a key that the stand-in does not ask for. */
    public KeyturnClient client() {
        return KeyturnClient.of(address(), Credentials.apiKey(newPlaintext("dev")));
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
    }

    /** Answers 503 from now on, or no longer. */
    public synchronized void setDown(boolean down) {
        this.down = down;
    }

    /** Requests whose path ends so are not answered from now on, until the next call. */
    public void hold(String pathEnd) {
        arrived.drainPermits();
        held = pathEnd;
    }

    /** Waits until a request came that is held. */
    public void awaitHeld() throws InterruptedException {
        if (!arrived.tryAcquire(90, TimeUnit.SECONDS)) {
            throw new AssertionError("no request for " + held + " came");
        }
    }

    public synchronized UUID createManaged(String environment, String name) {
        Issued key = new Issued(environment, name, null);
        mint(key);
        keys.put(key.id, key);
        event("key.created", key);
        return key.id;
    }

    /** Somebody found it and reported it. */
    public synchronized void leak(UUID id) {
        Issued key = find(id);
        revoke(key, RevocationReason.LEAKED);
        event("leak.recorded", key);
    }

    public synchronized void revokeByPerson(UUID id) {
        revoke(find(id), RevocationReason.REQUESTED);
    }

    /** The grace of every predecessor is over at the api too. */
    synchronized void endGraces() {
        keys.values().stream()
                .filter(key -> key.state() == KeyState.RETIRING)
                .forEach(key -> revoke(key, RevocationReason.ROTATED));
    }

    /** A person ended its management. */
    public synchronized void endManagement(UUID id) {
        find(id).managed = false;
    }

    public synchronized void setState(UUID id, KeyState state) {
        find(id).state = state;
    }

    /** A consumer of that name used the key. */
    public synchronized void use(UUID id, String consumer, Instant at) {
        find(id).consumers.put(consumer, at);
    }

    public synchronized KeyView view(UUID id) {
        return find(id).view();
    }

    public synchronized List<KeyView> views() {
        return keys.values().stream().map(Issued::view).toList();
    }

    /** Something happens before each request is looked at, for instance a pause. */
    public void slowDown(Runnable pause) {
        watch(new Traffic() {
            @Override
            public void arrived(String request) {
                pause.run();
            }
        });
    }

    /** Has every request and answer seen. */
    void watch(Traffic traffic) {
        this.traffic = traffic;
    }

    /** Whether a key would be accepted now, and whose it is if it ever was ours. */
    synchronized boolean accepts(ApiKey key) {
        String fingerprint = key.fingerprint().hex();
        return keys.values().stream()
                .anyMatch(known ->
                        known.candidates.contains(fingerprint) && known.state().isAccepted());
    }

    /** The rotation that asked for a key, if one did. */
    synchronized Optional<UUID> askedForBy(UUID id) {
        return Optional.ofNullable(find(id).idempotencyKey).map(UUID::fromString);
    }

    /** How many secrets of a key are accepted. */
    public synchronized int accepted(UUID id) {
        Issued key = find(id);
        return key.state().isAccepted() ? key.candidates.size() : 0;
    }

    public synchronized int mints(UUID id) {
        return find(id).mints;
    }

    public synchronized Optional<Rotation> rotation(UUID id) {
        return Optional.ofNullable(rotations.get(id));
    }

    /** A person asked for it in the page. */
    public synchronized void command(String command, UUID keyId, @Nullable UUID rotationId) {
        Map<String, Object> data = new HashMap<>(Map.of("command", command, "keyId", keyId.toString()));
        if (rotationId != null) {
            data.put("rotationId", rotationId.toString());
        }
        add("rotation.commanded", data);
    }

    /** Another rotator tells how a rotation of its own stands, the newest last. */
    synchronized void tell(UUID keyId, String environment, String keyName, RotationState state) {
        Rotation.Transition entry =
                new Rotation.Transition(state, Instant.now().minus(Duration.ofDays(1)), "another", "told");
        UUID id = UUID.randomUUID();
        rotations.put(
                id,
                new Rotation(
                        id,
                        keyId,
                        keyName,
                        environment,
                        state,
                        "schedule",
                        null,
                        null,
                        null,
                        Instant.now(),
                        null,
                        null,
                        List.of(),
                        List.of(entry)));
    }

    private void event(String type, Issued key) {
        add(
                type,
                Map.of(
                        "keyId", key.id.toString(),
                        "environment", key.environment,
                        "name", key.name,
                        "managed", key.managed,
                        "leakId", UUID.randomUUID().toString()));
    }

    private void add(String type, Map<String, Object> data) {
        events.add(new Events.Event(Integer.toString(events.size() + 1), type, Instant.now(), data));
        notifyAll();
    }

    private void handle(HttpExchange exchange) throws IOException {
        int status = 200;
        byte[] answer;
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (!held.isEmpty() && exchange.getRequestURI().getPath().endsWith(held)) {
                arrived.release();
                waitForTheEnd();
                return;
            }
            String request =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            traffic.arrived(request);
            try {
                Object result = answer(exchange, body);
                answer = result instanceof byte[] bytes
                        ? bytes
                        : WireJson.mapper().writeValueAsBytes(result);
            } catch (Refusal e) {
                status = e.status;
                answer = WireJson.mapper()
                        .writeValueAsBytes(new Problem(null, e.code, e.status, e.code, e.code, null, null));
            }
            traffic.answered(request);
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private void waitForTheEnd() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Object answer(HttpExchange exchange, byte[] body) {
        if (down) {
            throw new Refusal(503, "down");
        }
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        Matcher matcher = KEY.matcher(path);
        if (matcher.matches()) {
            Issued key = find(UUID.fromString(matcher.group(1)));
            return onKey(exchange, key, method + " " + matcher.group(2), body);
        }
        if (path.startsWith("/v1/rotations/")) {
            Rotation rotation = WireJson.mapper().readValue(body, Rotation.class);
            rotations.put(rotation.id(), rotation);
            return new byte[0];
        }
        return switch (path) {
            case "/v1/keys" -> list(parameters(exchange).get("environment"));
            case "/v1/rotations" -> told(parameters(exchange).get("environment"));
            case "/v1/verify" -> verify(exchange);
            case "/v1/events" -> events(parameters(exchange));
            default -> throw new Refusal(404, "not-found");
        };
    }

    private RotationList told(@Nullable String environment) {
        List<Rotation> newestFirst = new ArrayList<>();
        rotations.values().stream()
                .filter(rotation ->
                        environment == null || rotation.environment().equals(environment))
                .forEach(rotation -> newestFirst.add(0, rotation));
        return new RotationList(newestFirst);
    }

    private KeyList list(@Nullable String environment) {
        return new KeyList(
                keys.values().stream()
                        .filter(key -> environment == null || key.environment.equals(environment))
                        .map(Issued::view)
                        .toList(),
                null);
    }

    private Object onKey(HttpExchange exchange, Issued key, String call, byte[] body) {
        return switch (call) {
            case "GET null" -> key.view();
            case "DELETE null" -> revoke(key, RevocationReason.ROTATED);
            case "POST roll" ->
                roll(
                        key,
                        WireJson.mapper().readValue(body, Roll.class),
                        exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            case "POST activate" -> activate(key, WireJson.mapper().readValue(body, Activation.class));
            case "POST reinstate" -> reinstate(key);
            case "POST abandon" -> abandon(key);
            case "GET consumers" -> consumers(key);
            default -> throw new Refusal(404, "not-found");
        };
    }

    private IssuedKey roll(Issued key, Roll roll, String idempotencyKey) {
        Issued successor = keys.values().stream()
                .filter(known -> idempotencyKey.equals(known.idempotencyKey))
                .findFirst()
                .orElse(null);
        long fence = roll.fence() == null ? 0 : roll.fence();
        if (successor == null) {
            if (key.successor != null && find(key.successor).state().isAccepted()) {
                throw new Refusal(409, "already-rolled");
            }
            successor = new Issued(key.environment, key.name, key.lineage);
            successor.state = KeyState.PENDING;
            successor.idempotencyKey = idempotencyKey;
            successor.predecessor = key.id;
            key.successor = successor.id;
            keys.put(successor.id, successor);
        } else if (successor.state != KeyState.PENDING) {
            throw new Refusal(409, "secret-already-delivered");
        }
        if (fence < successor.fence) {
            throw new Refusal(409, "stale-fence");
        }
        successor.fence = fence;
        ApiKey plaintext = mint(successor);
        KeyView view = successor.view();
        return new IssuedKey(
                view.id(),
                plaintext,
                view.hint(),
                view.name(),
                view.slug(),
                view.environment(),
                view.state(),
                view.scopes(),
                view.lineage(),
                true,
                view.deliveryPath(),
                view.createdAt(),
                key.id);
    }

    private ApiKey mint(Issued key) {
        ApiKey plaintext = newPlaintext(key.environment);
        key.candidates.add(plaintext.fingerprint().hex());
        key.hint = plaintext.hint();
        key.mints++;
        return plaintext;
    }

    private ApiKey newPlaintext(String environment) {
        return ApiKey.generate(new EnvironmentTag(environment), random);
    }

    private KeyView activate(Issued key, Activation activation) {
        if (!key.candidates.contains(activation.fingerprint())) {
            throw new Refusal(409, "unknown-candidate");
        }
        if (key.state == KeyState.ACTIVE) {
            return key.view();
        }
        if (key.state != KeyState.PENDING) {
            throw new Refusal(409, "not-pending");
        }
        key.state = KeyState.ACTIVE;
        key.candidates.retainAll(Set.of(activation.fingerprint()));
        Issued predecessor = find(key.predecessor);
        if (predecessor.state == KeyState.ACTIVE) {
            predecessor.state = KeyState.RETIRING;
            long grace = activation.graceSeconds() == null ? 86_400 : activation.graceSeconds();
            predecessor.graceUntil = Instant.now().plusSeconds(grace);
        }
        return key.view();
    }

    private KeyView reinstate(Issued key) {
        if (key.state() == KeyState.RETIRING) {
            Issued heir = find(key.successor);
            if (heir.state() != KeyState.ACTIVE) {
                throw new Refusal(409, "wrong-state");
            }
            key.state = KeyState.ACTIVE;
            key.graceUntil = null;
            key.successor = null;
            heir.state = KeyState.RETIRING;
            heir.graceUntil = Instant.now().plusSeconds(3600);
            heir.successor = key.id;
        } else if (key.state() != KeyState.ACTIVE) {
            throw new Refusal(409, "wrong-state");
        }
        return key.view();
    }

    private KeyView abandon(Issued key) {
        if (key.state == KeyState.REVOKED && key.reason != RevocationReason.ABANDONED) {
            throw new Refusal(409, "wrong-state");
        }
        if (key.state == KeyState.PENDING) {
            revoke(key, RevocationReason.ABANDONED);
            find(key.predecessor).successor = null;
        }
        return key.view();
    }

    private static Receipt revoke(Issued key, RevocationReason reason) {
        if (key.state() != KeyState.REVOKED) {
            key.state = KeyState.REVOKED;
            key.reason = reason;
        }
        return new Receipt(key.id, Instant.now(), 1, List.of(new Receipt.Replica("one", Instant.now(), null)));
    }

    private static Consumers consumers(Issued key) {
        List<Consumers.Consumer> seen = key.consumers.entrySet().stream()
                .map(use ->
                        new Consumers.Consumer(use.getKey(), "127.0.0.0/24", "test", use.getValue(), use.getValue(), 1))
                .toList();
        return new Consumers(key.id, seen, Instant.now(), 0);
    }

    private Object verify(HttpExchange exchange) {
        String presented =
                exchange.getRequestHeaders().getFirst("Authorization").substring("ApiKey ".length());
        String fingerprint = ApiKey.parse(presented).fingerprint().hex();
        Issued key = keys.values().stream()
                .filter(known ->
                        known.candidates.contains(fingerprint) && known.state().isAccepted())
                .findFirst()
                .orElseThrow(() -> new Refusal(401, "invalid-key"));
        String consumer = exchange.getRequestHeaders().getFirst("X-Keyturn-Consumer");
        if (consumer != null) {
            key.consumers.put(consumer, Instant.now());
        }
        return new byte[0];
    }

    private Events events(Map<String, String> parameters) {
        int after = Integer.parseInt(parameters.getOrDefault("after", "0"));
        long until = System.nanoTime()
                + Duration.ofSeconds(Long.parseLong(parameters.getOrDefault("wait", "0")))
                        .toNanos();
        while (events.size() <= after && System.nanoTime() < until) {
            try {
                wait(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Refusal(503, "stopping");
            }
        }
        Set<String> types = Set.of(parameters.getOrDefault("types", "").split(","));
        List<Events.Event> found = events.subList(Math.min(after, events.size()), events.size()).stream()
                .filter(event -> types.contains(event.type()))
                .toList();
        return new Events(found, Integer.toString(events.size()));
    }

    private static Map<String, String> parameters(HttpExchange exchange) {
        Map<String, String> parameters = new HashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        if (query != null) {
            Arrays.stream(query.split("&"))
                    .map(pair -> pair.split("=", 2))
                    .forEach(pair ->
                            parameters.put(pair[0], java.net.URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        }
        return parameters;
    }

    private Issued find(@Nullable UUID id) {
        Issued key = keys.get(id);
        if (key == null) {
            throw new Refusal(404, "not-found");
        }
        return key;
    }
}
