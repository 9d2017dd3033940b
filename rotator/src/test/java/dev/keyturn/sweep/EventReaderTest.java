package dev.keyturn.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.configuration.Database;
import dev.keyturn.delivery.Place;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.policy.DueClock;
import dev.keyturn.policy.Policy;
import dev.keyturn.rotation.Cause;
import dev.keyturn.rotation.Listener;
import dev.keyturn.rotation.Mirror;
import dev.keyturn.rotation.Planner;
import dev.keyturn.rotation.RotationEngine;
import dev.keyturn.rotation.Rotations;
import dev.keyturn.rotation.Site;
import dev.keyturn.rotation.Sites;
import dev.keyturn.rotation.TestingApi;
import dev.keyturn.rotation.TestingStore;
import dev.keyturn.rotation.Workshop;
import dev.keyturn.testing.TestingPostgres;
import dev.keyturn.wire.RotationState;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventReaderTest {
    private static final Place PLACE = new Place(new EnvironmentTag("dev"), "ingestor");

    private final Database database =
            Database.at(TestingPostgres.createDatabase()).migrate();
    private final TestingApi api = TestingApi.start();
    private final TestingStore store = new TestingStore();

    @AfterEach
    void stop() {
        api.close();
        database.close();
    }

    @Test
    void aLeakIsReplacedWithoutWaitingForASweepAndOnceForTwoRotators() {
        try (Rotator one = new Rotator("one");
                Rotator two = new Rotator("two")) {
            UUID key = api.createManaged("dev", "ingestor");
            await(() -> store.served(PLACE).isPresent() && one.isIdle() && two.isIdle());
            String current = store.served(PLACE).orElseThrow().keyId();
            api.leak(UUID.fromString(current));
            await(() -> !store.served(PLACE).orElseThrow().keyId().equals(current) && one.isIdle());
            assertThat(store.versions(PLACE)).isEqualTo(2);
            assertThat(one.rotations.over(10)).hasSize(1).allMatch(row -> row.cause() == Cause.LEAK);
            assertThat(one.rotations.open()).allMatch(row -> row.keyId().equals(key));
        }
    }

    @Test
    void commandsOfThePageAreObeyed() {
        try (Rotator one = new Rotator("one")) {
            api.createManaged("dev", "ingestor");
            await(() -> store.served(PLACE).isPresent() && one.isIdle());
            UUID first = UUID.fromString(store.served(PLACE).orElseThrow().keyId());
            api.command("run", first, null);
            await(() -> store.versions(PLACE) == 2 && one.isIdle());
            UUID asked = one.rotations.open().stream()
                    .filter(row -> row.cause() == Cause.REQUEST)
                    .findFirst()
                    .orElseThrow()
                    .id();
            api.command("rollback", first, asked);
            await(() -> store.versions(PLACE) == 3 && one.isIdle());
            assertThat(store.served(PLACE).orElseThrow().keyId()).isEqualTo(first.toString());
        }
    }

    private final class Rotator implements AutoCloseable {
        private final Rotations rotations = new Rotations(database.jdbc(), database.transaction());
        private final Sweeper sweeper;
        private final EventReader reader;
        private final Thread thread;

        Rotator(String name) {
            Workshop workshop = new Workshop(
                    api.client(),
                    database.jdbc(),
                    database.transaction(),
                    new Sites(List.of(new Site("dev", store, Policy.DEFAULT))),
                    DueClock.real(),
                    name,
                    Duration.ofSeconds(30));
            sweeper = new Sweeper(
                    new Planner(workshop), new RotationEngine(workshop, Listener.NONE), new Mirror(workshop));
            reader = new EventReader(workshop, new EventHandler(workshop), sweeper);
            thread = new Thread(reader);
            thread.start();
        }

        /** Nothing is being worked on, and nothing is on its way to a new key. */
        boolean isIdle() {
            return rotations.open().stream()
                    .allMatch(row -> row.owner() == null && row.state() == RotationState.OBSERVING);
        }

        @Override
        public void close() {
            reader.close();
            thread.interrupt();
            sweeper.close();
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within a minute");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            assertThat(new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS)).isFalse();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
