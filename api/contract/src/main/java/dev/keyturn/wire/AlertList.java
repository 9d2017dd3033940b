package dev.keyturn.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Alerts, newest first.
 *
 * @param next give as {@code after} for the next page; absent on the last
 */
public record AlertList(List<Alert> alerts, @Nullable String next) {

    /**
     * Something about the use of keys that looks wrong; one for each cause.
     *
     * @param keyId absent where it is about no key: {@code probing}
     * @param kind {@code new-network}, {@code used-after-revocation}, {@code probing}, {@code predecessor-used-again} or
     *     {@code burst}
     * @param reason for people
     * @param lastAt when it was seen last
     * @param uses how many uses it is about
     * @param acknowledgedAt when somebody said to have seen to it; seen again later, it is open once more
     * @param acknowledgedBy who did
     */
    public record Alert(
            UUID id,
            @Nullable UUID keyId,
            String kind,
            String reason,
            Instant raisedAt,
            Instant lastAt,
            long uses,
            @Nullable Instant acknowledgedAt,
            @Nullable String acknowledgedBy) {}
}
