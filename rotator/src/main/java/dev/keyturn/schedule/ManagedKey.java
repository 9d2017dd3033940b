package dev.keyturn.schedule;

import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Version;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.policy.DueClock;
import dev.keyturn.policy.DueDate;
import dev.keyturn.policy.Policy;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key that this rotator delivers.
 *
 * @param lineage stays the same through every rotation
 * @param keyId the key that is current at the api
 * @param rotatedAt when the current key was made
 * @param rotatedAsOf the same on the clock of a run that worked as if it were another time
 * @param recorded the store's version after our last delivery; absent before the first
 * @param deliveredKeyId the key that our last delivery put into the store
 */
public record ManagedKey(
        UUID lineage,
        UUID keyId,
        String name,
        String environment,
        String slug,
        @Nullable String deliveryPath,
        Instant rotatedAt,
        @Nullable Instant rotatedAsOf,
        @Nullable Version recorded,
        @Nullable UUID deliveredKeyId) {

    /** Where it is delivered. */
    public Place place() {
        return new Place(new EnvironmentTag(environment), slug);
    }

    /** Whether the store has the current key. */
    public boolean isDelivered() {
        return keyId.equals(deliveredKeyId);
    }

    /**
     * When it is due. A rotation that worked as if it were another time counts as that time only on a clock that has
     * reached it by pretending too: in the world's time the key is as old as it is.
     */
    public Instant dueAt(Policy policy, DueClock clock) {
        boolean pretended = clock.pretended() && rotatedAsOf != null && !rotatedAsOf.isAfter(clock.now());
        return DueDate.of(lineage, pretended && rotatedAsOf != null ? rotatedAsOf : rotatedAt, policy);
    }
}
