package dev.keyturn.console;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.Rotation;
import dev.keyturn.wire.RotationState;
import dev.keyturn.wire.VerificationRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A small company's keys, as its people would find them on some day. */
final class Scenes {
    private static final List<RotationState> WAY = List.of(
            RotationState.PLANNED,
            RotationState.PREFLIGHT,
            RotationState.MINTED,
            RotationState.DELIVERED,
            RotationState.VERIFIED,
            RotationState.OBSERVING,
            RotationState.RETIRED);

    private final ConsoleFixture fixture;

    Scenes(ConsoleFixture fixture) {
        this.fixture = fixture;
    }

    /** A key that services use, from networks of their own. */
    IssuedKey used(String name, String environment, boolean managed, String... scopes) {
        IssuedKey key = fixture.create(name, environment, managed, scopes);
        use(key, "198.51.100.7", "ingestor-7", "Java-http-client/17", 3);
        use(key, "198.51.100.9", null, "curl/8.5.0", 1);
        return key;
    }

    @RevealsPlaintext("a service asks about a key that was presented to it")
    void use(IssuedKey key, String address, @Nullable String consumer, String agent, int times) {
        for (int i = 0; i < times; i++) {
            fixture.server.post(
                    "/v1/verifications",
                    fixture.owner(),
                    new VerificationRequest(key.key().reveal(), address, agent, "/v1/events", consumer, null, null));
        }
    }

    /** A key that was committed, found, revoked and tried by a stranger before and after. */
    UUID leaked(IssuedKey key) {
        fixture.age(key.id(), 5);
        use(key, "203.0.113.66", null, "python-requests/2.31", 2);
        UUID leak = fixture.leak(
                key,
                Map.of(
                        "repository", "https://git.example.com/acme/ingest",
                        "commit", "4f1c0ffee1d0c5b8a97e3d2c1b0a99887766554f",
                        "path", "deploy/production/values.yml",
                        "line", 42,
                        "author", "Ada Lovelace <ada@example.com>",
                        "committedAt", Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS),
                        "source", "scan git"));
        use(key, "203.0.113.66", null, "python-requests/2.31", 1);
        return leak;
    }

    /** A rotation that is to begin at a time. */
    UUID planned(IssuedKey key, Instant dueAt) {
        Rotation rotation = new Rotation(
                UUID.randomUUID(),
                key.id(),
                key.name(),
                key.environment(),
                RotationState.PLANNED,
                "schedule",
                null,
                null,
                null,
                dueAt,
                null,
                null,
                List.of(),
                List.of());
        fixture.server.send("PUT", "/v1/rotations/" + rotation.id(), fixture.owner(), rotation);
        return rotation.id();
    }

    /** A rotation that has come as far as a state; {@code attention} is empty unless it stopped there. */
    UUID rotation(IssuedKey key, RotationState state, String attention, String... laggards) {
        Instant start = Instant.now().minus(Duration.ofHours(5)).truncatedTo(ChronoUnit.SECONDS);
        List<Rotation.Transition> history = new ArrayList<>();
        int last = state == RotationState.NEEDS_ATTENTION ? 2 : WAY.indexOf(state);
        for (int i = 0; i <= last; i++) {
            history.add(new Rotation.Transition(
                    WAY.get(i), start.plus(Duration.ofMinutes(20L * i)), "rotator prd-1", "went as planned"));
        }
        if (!attention.isEmpty()) {
            history.add(new Rotation.Transition(state, start.plus(Duration.ofMinutes(70)), "rotator prd-1", attention));
        }
        Rotation rotation = new Rotation(
                UUID.randomUUID(),
                key.id(),
                key.name(),
                key.environment(),
                state,
                "schedule",
                null,
                "secret/" + key.deliveryPath(),
                last >= 3 ? 4 : null,
                start,
                start.plus(Duration.ofDays(2)),
                attention.isEmpty() ? null : attention,
                List.of(laggards),
                history,
                attention.isEmpty() ? null : "unsuitable",
                List.of());
        int status = fixture.server
                .send("PUT", "/v1/rotations/" + rotation.id(), fixture.owner(), rotation)
                .status();
        if (status != 204) {
            throw new IllegalStateException("the mirror answered " + status);
        }
        return rotation.id();
    }
}
