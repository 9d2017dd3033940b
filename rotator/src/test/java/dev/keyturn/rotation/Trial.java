package dev.keyturn.rotation;

import dev.keyturn.client.KeyturnClient;
import dev.keyturn.configuration.Database;
import dev.keyturn.delivery.Destinations;
import dev.keyturn.delivery.Destinations.Destination;
import dev.keyturn.delivery.Held;
import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Store;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.observation.Repositories;
import dev.keyturn.policy.DueClock;
import dev.keyturn.policy.OnDeadline;
import dev.keyturn.policy.Policy;
import dev.keyturn.policy.Timing;
import dev.keyturn.schedule.Inventory;
import dev.keyturn.schedule.ManagedKeys;
import dev.keyturn.testing.TestingPostgres;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.RotationState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The database of all trials, emptied; a stand-in api and a store in memory; and as many rotators as a test wants. */
final class Trial implements AutoCloseable {
    static final Place PLACE = new Place(new EnvironmentTag("dev"), "ingestor");

    final TestingApi api = TestingApi.start();
    final TestingStore store = new TestingStore();
    final TestingStore second = new TestingStore();
    final Database database = Shared.DATABASE;
    Policy policy = new Policy(
            Duration.ofDays(90), Duration.ofHours(24), Duration.ofHours(1), OnDeadline.REVOKE, 8, Timing.DEFAULT);
    final KeyturnClient client = api.client();
    Duration ahead = Duration.ZERO;

    Repositories repositories = Repositories.none();

    /** Whether keys go to both stores. */
    boolean several;

    /** Environments in place of the one that there is otherwise. */
    List<Site> sites = List.of();

    private static final class Shared {
        static final Database DATABASE =
                Database.at(TestingPostgres.createDatabase()).migrate();
    }

    Trial() {
        reset();
    }

    /** Forgets every rotation of an earlier trial. */
    private void reset() {
        database.jdbc()
                .sql("TRUNCATE rotation_transition, rotation, managed_key")
                .update();
        database.jdbc().sql("UPDATE event_cursor SET position = NULL").update();
    }

    Workshop workshop(String worker) {
        InstantSource clock = () -> Instant.now().plus(ahead);
        return new Workshop(
                client,
                database.jdbc(),
                database.transaction(),
                new Sites(sites.isEmpty() ? List.of(new Site("dev", together(store, second), policy)) : sites),
                new DueClock(clock, true),
                worker,
                Duration.ofSeconds(30),
                repositories);
    }

    /** The stores that keys go to. */
    List<TestingStore> stores() {
        return several ? List.of(store, second) : List.of(store);
    }

    Store together(Store one, Store other) {
        return several ? new Destinations(List.of(new Destination("one", one), new Destination("other", other))) : one;
    }

    RotationEngine engine(String worker, Listener listener) {
        return new RotationEngine(workshop(worker), listener);
    }

    RotationEngine engine() {
        return engine("one", Listener.NONE);
    }

    Rotations rotations() {
        return new Rotations(database.jdbc(), database.transaction());
    }

    /** Reads the api's list and plans what is due. */
    List<UUID> plan() {
        new Inventory(
                        client,
                        new ManagedKeys(database.jdbc()),
                        workshop("one").sites().names())
                .refresh();
        return new Planner(workshop("one")).plan();
    }

    /** Silence of any length counts as quiet. */
    void asksForNoQuiet() {
        policy = new Policy(
                policy.interval(),
                policy.grace(),
                Duration.ZERO,
                policy.onDeadline(),
                policy.parallel(),
                policy.timing());
    }

    /** A managed key, its first delivery over and its first predecessor gone. */
    UUID deliveredKey() {
        UUID first = api.createManaged("dev", "ingestor");
        UUID rotation = plan().get(0);
        drain(engine());
        ahead = ahead.plus(Duration.ofHours(25));
        api.setState(first, KeyState.REVOKED);
        elapse();
        drain(engine());
        RotationRow row = row(rotation);
        if (row.state() != RotationState.RETIRED) {
            throw new AssertionError(row.toString());
        }
        return row.successor();
    }

    void drain(RotationEngine engine) {
        while (engine.advanceNext().isPresent()) {
            // until nothing is due
        }
    }

    /** All leases run out and all pauses are over. */
    void elapse() {
        database.jdbc()
                .sql("UPDATE rotation SET next_at = now() - interval '1 s', lease_until = now() - interval '1 s'")
                .update();
    }

    /** Has everything looked at again and again, until something holds. */
    void lookUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come to hold");
            }
            elapse();
            drain(engine());
        }
    }

    RotationRow row(UUID rotation) {
        return rotations().find(rotation).orElseThrow();
    }

    Held served() {
        return store.served(PLACE).orElseThrow();
    }

    boolean servesAcceptedKey() {
        return client.isAccepted(served().key());
    }

    KeyView key(@Nullable UUID id) {
        return api.view(java.util.Objects.requireNonNull(id));
    }

    @Override
    public void close() {
        repositories.close();
        api.close();
    }
}
