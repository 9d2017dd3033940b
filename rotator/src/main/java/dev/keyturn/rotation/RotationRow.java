package dev.keyturn.rotation;

import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Version;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.wire.RotationState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rotation as it stands in the table.
 *
 * @param keyId the predecessor
 * @param fence number of the claim under which it is worked on
 * @param owner who works on it, or stopped doing so without a word
 * @param expected the store's version that the delivery must find, noted before it is tried
 * @param observedSince when the successor became current
 * @param deadline when the predecessor's grace ends
 * @param laggards consumers that had not moved at the last look
 * @param released whether a person said that the predecessor may be retired whoever uses it
 * @param attempt failed attempts of the current step
 * @param stoppedIn the state it was in when it needed a person
 * @param seen the store's version that was found instead of the expected one
 * @param changes number of the last transition
 */
public record RotationRow(
        UUID id,
        UUID keyId,
        UUID lineage,
        String keyName,
        String environment,
        String slug,
        @Nullable String deliveryPath,
        RotationState state,
        Cause cause,
        Instant dueAt,
        long fence,
        @Nullable String owner,
        @Nullable Version expected,
        @Nullable UUID successorId,
        @Nullable Version delivered,
        @Nullable Instant observedSince,
        @Nullable Instant deadline,
        List<String> laggards,
        boolean released,
        int attempt,
        @Nullable String lastError,
        @Nullable Attention attention,
        @Nullable String attentionWords,
        @Nullable RotationState stoppedIn,
        @Nullable Version seen,
        int changes,
        Instant updatedAt) {

    /** Where the successor goes. */
    public Place place() {
        return new Place(new EnvironmentTag(environment), slug);
    }

    /** Whether nothing will change any more. */
    public boolean isOver() {
        return state == RotationState.RETIRED || state == RotationState.ABORTED;
    }

    /** The successor, in a state that has one. */
    UUID successor() {
        return present(successorId, "successor");
    }

    /** The version that the delivery must find, in a state that has it noted. */
    Version expectedVersion() {
        return present(expected, "expected version");
    }

    private <T> T present(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalStateException("rotation " + id + " in state " + state + " has no " + what);
        }
        return value;
    }
}
