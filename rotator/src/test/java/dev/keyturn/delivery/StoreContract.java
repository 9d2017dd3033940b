package dev.keyturn.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.Readiness.Ready;
import dev.keyturn.delivery.Writing.Written;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every store keeps, whatever is behind it. */
public abstract class StoreContract {
    /** The environment whose places the store serves. */
    protected static final EnvironmentTag DEV = new EnvironmentTag("dev");

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A place that nobody else uses. */
    protected final Place place = new Place(DEV, "service-" + COUNT.incrementAndGet());

    /** The store. */
    protected abstract Store store();

    @Test
    void theFirstDeliveryToAnEmptyPlaceIsReadBack() {
        Delivery delivery = delivery(Version.NONE);
        assertThat(store().check(place)).isEqualTo(new Ready(Version.NONE));
        assertThat(store().read(place)).isEqualTo(new Reading.Absent());
        Version version = written(delivery);
        assertThat(store().check(place)).isEqualTo(new Ready(version));
        assertServes(delivery, version);
    }

    @Test
    void eachDeliveryExpectsTheVersionOfTheOneBefore() {
        Version first = written(delivery(Version.NONE));
        Delivery next = delivery(first);
        Version second = written(next);
        assertThat(second).isNotEqualTo(first);
        assertServes(next, second);
    }

    @Test
    void aDeliveryIsWrittenOnceHoweverOftenItIsTried() {
        Delivery delivery = delivery(Version.NONE);
        Version version = written(delivery);
        for (int i = 0; i < 3; i++) {
            assertThat(written(delivery)).isEqualTo(version);
        }
        assertThat(store().check(place)).isEqualTo(new Ready(version));
    }

    @Test
    void whoeverExpectsAnotherVersionChangesNothingAndLearnsWhatIsThere() {
        Delivery first = delivery(Version.NONE);
        Version version = written(first);
        Writing.Conflict conflict = (Writing.Conflict) store().write(delivery(Version.NONE));
        Held there = ((Reading.Found) conflict.current()).held();
        assertThat(there.key().fingerprint()).isEqualTo(first.key().fingerprint());
        assertServes(first, version);
    }

    @Test
    void anExpectedVersionThatIsOverIsAConflict() {
        Version first = written(delivery(Version.NONE));
        written(delivery(first));
        assertThat(store().write(delivery(first))).isInstanceOf(Writing.Conflict.class);
    }

    @Test
    void ofManyWhoWriteAtOnceOneWins() throws Exception {
        ExecutorService many = Executors.newFixedThreadPool(8);
        try {
            List<Future<Writing>> outcomes = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                Delivery mine = delivery(Version.NONE);
                outcomes.add(many.submit(() -> store().write(mine)));
            }
            int written = 0;
            for (Future<Writing> outcome : outcomes) {
                Writing one = outcome.get(30, TimeUnit.SECONDS);
                assertThat(one).isInstanceOfAny(Written.class, Writing.Conflict.class);
                written += one instanceof Written ? 1 : 0;
            }
            assertThat(written).isEqualTo(1);
        } finally {
            many.shutdownNow();
        }
    }

    /** A store that keeps no past says so. */
    @Test
    void anEarlierVersionIsWhatItWasOrAbsent() {
        Delivery first = delivery(Version.NONE);
        Version before = written(first);
        written(delivery(before));
        Reading reading = store().read(place, before);
        if (!(reading instanceof Reading.Absent)) {
            Held held = ((Reading.Found) reading).held();
            assertThat(held.version()).isEqualTo(before);
            assertThat(held.key().fingerprint()).isEqualTo(first.key().fingerprint());
        }
    }

    @Test
    void notesChangeNoVersion() {
        Version version = written(delivery(Version.NONE));
        Instant now = Instant.parse("2026-11-24T07:00:00Z");
        assertThat(store().annotate(place, new Notes("rotation", "key", now, now.plusSeconds(60))))
                .isEmpty();
        assertThat(store().check(place)).isEqualTo(new Ready(version));
    }

    /** A new key for the place. */
    protected final Delivery delivery(Version expected) {
        return new Delivery(
                place, expected, ApiKey.generate(DEV, new SecureRandom()), "key-" + COUNT.incrementAndGet());
    }

    /** The version that a delivery became. */
    protected final Version written(Delivery delivery) {
        Writing outcome = store().write(delivery);
        assertThat(outcome).isInstanceOf(Written.class);
        return ((Written) outcome).version();
    }

    private void assertServes(Delivery delivery, Version version) {
        Held held = ((Reading.Found) store().read(place)).held();
        assertThat(held.key().fingerprint()).isEqualTo(delivery.key().fingerprint());
        assertThat(held.keyId()).isEqualTo(delivery.keyId());
        assertThat(held.version()).isEqualTo(version);
    }
}
