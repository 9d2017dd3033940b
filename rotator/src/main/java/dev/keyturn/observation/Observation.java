package dev.keyturn.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What traffic says about a predecessor.
 *
 * @param laggards who was seen with the predecessor and not yet, or not since, with the successor; by name, else by
 *     network and agent; and where the predecessor is hard-coded
 * @param lastUse when the predecessor was last used; the start of the observation if it was quiet since
 * @param completeUntil until when every use is counted
 * @param lossless whether no use went uncounted
 */
public record Observation(List<String> laggards, Instant lastUse, Instant completeUntil, boolean lossless) {

    /** The same, and what else stands in the way of calling everybody moved. */
    public Observation with(List<String> others) {
        List<String> all = new ArrayList<>(laggards);
        all.addAll(others);
        return new Observation(all, lastUse, completeUntil, lossless);
    }

    /** Whether the predecessor is proven to be out of use: everybody moved, and it was quiet for long enough. */
    public boolean proves(Duration quiet) {
        return lossless && laggards.isEmpty() && !lastUse.plus(quiet).isAfter(completeUntil);
    }

    /** What is still missing, for a person. */
    public String missing(Duration quiet) {
        if (!laggards.isEmpty()) {
            return "still on the predecessor: " + String.join(", ", laggards);
        }
        if (!lossless) {
            return "usage was lost at the api, so silence proves nothing";
        }
        return "the predecessor must be quiet until " + lastUse.plus(quiet);
    }
}
