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
 * @param destinations the stores that are to serve the successor, in the order in which they are written
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
        @Nullable String runbook,
        List<Destination> destinations) {

    /** Of a rotator that tells of no destinations there are none to be seen. */
    public Rotation {
        destinations = destinations == null ? List.of() : List.copyOf(destinations);
    }

    /** A rotation that needs no runbook, and of whose destinations nothing is told. */
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
                null,
                List.of());
    }

    /**
     * One of the stores that are all to serve the successor before it becomes current.
     *
     * @param name as the rotator's configuration has it
     * @param address where the key is in it
     * @param version that holds the successor, once delivered; each store counts in its own way
     * @param state WAITING, DELIVERED or VERIFIED
     * @param trouble why it waits, if the last attempt failed
     */
    public record Destination(
            String name,
            String address,
            @Nullable String version,
            String state,
            @Nullable String trouble) {}

    /** A change of state, with its reason in words. */
    public record Transition(RotationState to, Instant at, String actor, String reason) {}
}
