package dev.keyturn.rotation;

import dev.keyturn.delivery.Store;
import dev.keyturn.wire.Rotation;
import dev.keyturn.wire.RotationState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How far a rotation is with each of its destinations, for people. */
public final class DestinationStates {
    private static final Set<RotationState> PROVEN =
            EnumSet.of(RotationState.VERIFIED, RotationState.OBSERVING, RotationState.RETIRED);

    private DestinationStates() {}

    /** They are written in their order, so the first that waits is the one that the last error is about. */
    public static List<Rotation.Destination> of(RotationRow row, Store store) {
        List<Rotation.Destination> states = new ArrayList<>();
        RotationState stage = row.stoppedIn() == null ? row.state() : row.stoppedIn();
        boolean told = false;
        for (Store.Part part : store.parts(row.place(), row.delivered())) {
            boolean waits = part.version() == null;
            String state = waits ? "WAITING" : PROVEN.contains(stage) ? "VERIFIED" : "DELIVERED";
            states.add(new Rotation.Destination(
                    part.name(),
                    part.address(),
                    part.version() == null ? null : part.version().value(),
                    state,
                    waits && !told ? row.lastError() : null));
            told = told || waits;
        }
        return states;
    }
}
