package dev.keyturn.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rotation, as its rotator tells the api about it.
 *
 * @param keyId the key that is replaced
 * @param successorId the key that replaces it, once minted
 * @param cause why: {@code schedule}, {@code leak}, {@code request} or {@code first-delivery}
 * @param deliveryPath where the successor is delivered, mount included
 * @param deliveredVersion version of the store's secret that holds the successor
 * @param attention why a person is needed, in state NEEDS_ATTENTION, in words
 * @param laggards consumers that still use the predecessor
 * @param history every transition so far, oldest first
 * @param runbook name of the section of the runbooks that says what to do, in state NEEDS_ATTENTION
 */
public record Rotation(
        UUID id,
        UUID keyId,
        String keyName,
        String environment,
        RotationState state,
        String cause,
        @Nullable UUID successorId,
        @Nullable String deliveryPath,
        @Nullable Integer deliveredVersion,
        Instant dueAt,
        @Nullable Instant deadline,
        @Nullable String attention,
        List<String> laggards,
        List<Transition> history,
        @Nullable String runbook) {

    /** A rotation that needs no runbook. */
    public Rotation(
            UUID id,
            UUID keyId,
            String keyName,
            String environment,
            RotationState state,
            String cause,
            @Nullable UUID successorId,
            @Nullable String deliveryPath,
            @Nullable Integer deliveredVersion,
            Instant dueAt,
            @Nullable Instant deadline,
            @Nullable String attention,
            List<String> laggards,
            List<Transition> history) {
        this(
                id,
                keyId,
                keyName,
                environment,
                state,
                cause,
                successorId,
                deliveryPath,
                deliveredVersion,
                dueAt,
                deadline,
                attention,
                laggards,
                history,
                null);
    }

    /** A change of state, with its reason in words. */
    public record Transition(RotationState to, Instant at, String actor, String reason) {}
}
