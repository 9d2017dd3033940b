package dev.keyturn.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** How often a key was presented, by the hour. */
public record Usage(UUID keyId, Instant from, Instant until, List<Hour> hours) {

    /** One hour and one outcome. */
    public record Hour(Instant hour, VerificationCode code, long count) {}
}
