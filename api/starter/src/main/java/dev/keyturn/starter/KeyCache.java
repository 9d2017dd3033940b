package dev.keyturn.starter;

import dev.keyturn.wire.CacheState;
import dev.keyturn.wire.VerificationResult;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers of the api to questions that were asked before. It gives one again only while it holds a lease, which the api
 * waits for: when a revocation has returned, the answer is gone from here, or the lease is over. Keys are held as
 * SHA-256, and only keys that were accepted.
 */
final class KeyCache {
    private static final int MOST = 100_000;

    private final ConcurrentHashMap<Question, VerificationResult> answers = new ConcurrentHashMap<>();
    private final CacheLease lease = new CacheLease();
    private long epoch = -1;

    /** @param fingerprint of the presented key */
    record Question(String fingerprint, @Nullable String scope) {}

    /** The lease is looked at last: while it holds, every change that somebody waited for has been taken over. */
    @Nullable
    VerificationResult find(Question question) {
        VerificationResult answer = answers.get(question);
        return answer != null && lease.holds() ? answer : null;
    }

    /** Keeps an answer, unless the replica that gave it was behind what is known here already. */
    synchronized void keep(Question question, VerificationResult answer) {
        if (answer.cacheable() && answer.epoch() >= epoch && answers.size() < MOST) {
            answers.put(question, answer);
        }
    }

    /** Forgets what changed, and only then extends the lease. */
    synchronized void take(CacheState state, long askedNanos) {
        if (state.listed() && state.epoch() >= epoch) {
            forget(Set.copyOf(state.changed()));
            lease.extend(askedNanos, Duration.ofMillis(state.leaseMillis()));
        } else {
            lease.end();
            answers.clear();
        }
        epoch = state.epoch();
    }

    private void forget(Set<?> keys) {
        if (!keys.isEmpty()) {
            answers.values().removeIf(answer -> keys.contains(answer.keyId()));
        }
    }

    synchronized long epoch() {
        return epoch;
    }

    void end() {
        lease.end();
        answers.clear();
    }
}
