package dev.keyturn.rotation;

import static dev.keyturn.wire.RotationState.ABORTED;
import static dev.keyturn.wire.RotationState.DELIVERED;
import static dev.keyturn.wire.RotationState.MINTED;
import static dev.keyturn.wire.RotationState.NEEDS_ATTENTION;
import static dev.keyturn.wire.RotationState.OBSERVING;
import static dev.keyturn.wire.RotationState.PLANNED;
import static dev.keyturn.wire.RotationState.PREFLIGHT;
import static dev.keyturn.wire.RotationState.RETIRED;
import static dev.keyturn.wire.RotationState.VERIFIED;

import dev.keyturn.wire.RotationState;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state machine: every change of state that there is. A state says what has been done; the six steps from PLANNED to
 * RETIRED each do the next thing. {@code docs/rotation.md} shows this table, and a test holds the two together.
 */
public enum Transition {
    PLAN(Set.of(), PLANNED, "the key is due, leaked, asked for, or not in the store yet"),
    CHECK(Set.of(PLANNED), PREFLIGHT, "the store is ready and at the version that we recorded; that version is noted"),
    MINT(Set.of(PREFLIGHT), MINTED, "the api issued a successor, which is accepted from now on"),
    DELIVER(Set.of(MINTED), DELIVERED, "the store took the successor in place of the noted version"),
    VERIFY(Set.of(DELIVERED), VERIFIED, "what the store serves is the successor, and the api accepts it"),
    ACTIVATE(Set.of(VERIFIED), OBSERVING, "the successor is current, its other candidates ended, the grace began"),
    RETIRE(Set.of(OBSERVING), RETIRED, "the predecessor is refused by every replica"),
    HASTEN(
            EnumSet.of(PLANNED, PREFLIGHT, MINTED, DELIVERED, VERIFIED, OBSERVING, NEEDS_ATTENTION),
            null,
            "the key leaked: it goes on at once, and there is no grace"),
    STOP(EnumSet.of(PLANNED, PREFLIGHT, MINTED, DELIVERED, VERIFIED, OBSERVING), NEEDS_ATTENTION, "a person must look"),
    RESUME(Set.of(NEEDS_ATTENTION), null, "a person looked: it goes on where it stopped"),
    ABORT(
            EnumSet.of(PLANNED, PREFLIGHT, MINTED, DELIVERED, VERIFIED, NEEDS_ATTENTION),
            ABORTED,
            "given up before the successor was current; the successor, if any, ended"),
    ROLL_BACK(
            EnumSet.of(OBSERVING, NEEDS_ATTENTION),
            ABORTED,
            "the predecessor is current again, in a new version of the store; the successor has a grace");

    private final Set<RotationState> from;
    private final @Nullable RotationState to;
    private final String what;

    Transition(Set<RotationState> from, @Nullable RotationState to, String what) {
        this.from = from;
        this.to = to;
        this.what = what;
    }

    /** The states it can start from. */
    public Set<RotationState> from() {
        return from;
    }

    /** The state it leads to: its own, or if it has none, one that depends on the rotation. */
    public RotationState to(RotationState dependent) {
        return to == null ? dependent : to;
    }

    /** Whether it is one of the six steps that lead from PLANNED to RETIRED. */
    boolean isStep() {
        return from.size() == 1 && to != null;
    }

    /** Whether it always leads to the same state. */
    public boolean isFixed() {
        return to != null;
    }

    /** @throws IllegalStateException if the table has no such change of state */
    void require(RotationState before, RotationState after) {
        if (!from.contains(before) || to(after) != after) {
            throw new IllegalStateException(this + " does not lead from " + before + " to " + after);
        }
    }

    /** What is true after it, in words. */
    public String what() {
        return what;
    }

    /** The step that leads on from a state. */
    static Transition stepFrom(RotationState state) {
        return switch (state) {
            case PLANNED -> CHECK;
            case PREFLIGHT -> MINT;
            case MINTED -> DELIVER;
            case DELIVERED -> VERIFY;
            case VERIFIED -> ACTIVATE;
            case OBSERVING -> RETIRE;
            case RETIRED, ABORTED, NEEDS_ATTENTION ->
                throw new IllegalArgumentException("no step leads on from " + state);
        };
    }
}
