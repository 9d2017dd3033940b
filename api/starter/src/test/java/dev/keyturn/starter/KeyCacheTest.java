package dev.keyturn.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.wire.CacheState;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.VerificationCode;
import dev.keyturn.wire.VerificationResult;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyCacheTest {
    private static final KeyCache.Question QUESTION = new KeyCache.Question("f", null);

    private final UUID key = UUID.randomUUID();
    private final KeyCache cache = new KeyCache();

    private VerificationResult answer(long epoch) {
        return new VerificationResult(
                true, VerificationCode.VALID, key, "t", "prd", KeyState.ACTIVE, List.of(), null, epoch, true);
    }

    private void beat(long epoch, boolean listed, UUID... changed) {
        cache.take(new CacheState(epoch, listed, List.of(changed), 2_000), System.nanoTime());
    }

    @Test
    void anAnswerIsGivenWhileTheLeaseHolds() {
        cache.keep(QUESTION, answer(5));
        assertThat(cache.find(QUESTION)).isNull();
        beat(5, true);
        assertThat(cache.find(QUESTION)).isNotNull();
        cache.take(
                new CacheState(5, true, List.of(), 2_000),
                System.nanoTime() - Duration.ofSeconds(2).toNanos());
        assertThat(cache.find(QUESTION)).isNull();
    }

    @Test
    void whatChangedIsForgotten() {
        beat(5, true);
        cache.keep(QUESTION, answer(5));
        beat(6, true, UUID.randomUUID());
        assertThat(cache.find(QUESTION)).isNotNull();
        beat(7, true, key);
        assertThat(cache.find(QUESTION)).isNull();
    }

    @Test
    void anAnswerFromBeforeTheChangeIsNotKept() {
        beat(7, true, key);
        cache.keep(QUESTION, answer(6));
        assertThat(cache.find(QUESTION)).isNull();
        cache.keep(QUESTION, answer(7));
        assertThat(cache.find(QUESTION)).isNotNull();
    }

    @Test
    void whoWasTakenOffTheListHoldsNothing() {
        beat(5, true);
        cache.keep(QUESTION, answer(5));
        beat(8, false);
        assertThat(cache.find(QUESTION)).isNull();
        beat(8, true);
        assertThat(cache.find(QUESTION)).isNull();
        assertThat(cache.epoch()).isEqualTo(8);
    }

    @Test
    void aDatabaseThatWentBackVoidsEverything() {
        beat(9, true);
        cache.keep(QUESTION, answer(9));
        beat(3, true);
        assertThat(cache.find(QUESTION)).isNull();
    }
}
