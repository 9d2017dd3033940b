package dev.keyturn.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.wire.Consumers;
import dev.keyturn.wire.Consumers.Consumer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObserverTest {
    private static final Instant START = Instant.parse("2026-05-01T00:00:00Z");
    private static final Duration QUIET = Duration.ofHours(1);

    @Test
    void whoeverIsNotSeenOnTheSuccessorLags() {
        Observation seen =
                compare(List.of(consumer("billing", 10), consumer(null, 20)), List.of(consumer("billing", 30)));
        assertThat(seen.laggards()).containsExactly("10.0.0.0/24 curl");
        assertThat(seen.proves(QUIET)).isFalse();
        assertThat(seen.missing(QUIET)).contains("10.0.0.0/24 curl");
    }

    @Test
    void aConsumerThatUsesBothHasNotMoved() {
        assertThat(compare(List.of(consumer("billing", 30)), List.of(consumer("billing", 20)))
                        .laggards())
                .containsExactly("billing");
    }

    @Test
    void everybodyMovedAndItWasQuietForLongEnough() {
        Observation seen = compare(List.of(consumer("billing", 10)), List.of(consumer("billing", 20)));
        assertThat(seen.proves(QUIET)).isTrue();
        assertThat(seen.proves(Duration.ofHours(3))).isFalse();
    }

    @Test
    void anUnusedKeyIsQuietFromTheStartOfTheObservation() {
        Observation seen = compare(List.of(), List.of());
        assertThat(seen.lastUse()).isEqualTo(START);
        assertThat(seen.proves(Duration.ofHours(2))).isTrue();
        assertThat(seen.proves(Duration.ofHours(3))).isFalse();
    }

    @Test
    void lostUsesProveNothing() {
        Consumers lossy = new Consumers(UUID.randomUUID(), List.of(), START.plus(Duration.ofHours(2)), 1);
        assertThat(Observer.compare(lossy, lossy, START).proves(QUIET)).isFalse();
    }

    @Test
    void ourOwnChecksAreNoUse() {
        assertThat(compare(List.of(consumer(Observer.OURSELVES, 10)), List.of()).laggards())
                .isEmpty();
    }

    private static Observation compare(List<Consumer> before, List<Consumer> after) {
        Instant complete = START.plus(Duration.ofHours(2));
        return Observer.compare(
                new Consumers(UUID.randomUUID(), before, complete, 0),
                new Consumers(UUID.randomUUID(), after, complete.plusSeconds(5), 0),
                START);
    }

    private static Consumer consumer(@Nullable String name, int minute) {
        Instant seen = START.plus(Duration.ofMinutes(minute));
        return new Consumer(name, "10.0.0.0/24", "curl", seen, seen, 1);
    }
}
