package dev.keyturn.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One result for each reported leak, in the order of the report. */
public record LeakResults(List<Result> results) {

    /**
     * What became of one report.
     *
     * @param leakId absent unless the key is the reporter's own tenant's
     * @param detail for people: what was done
     * @param was in which state the key was when the report came; absent unless it is the reporter's own tenant's
     */
    public record Result(
            String fingerprint,
            Outcome outcome,
            @Nullable UUID leakId,
            @Nullable UUID keyId,
            @Nullable Instant revokedAt,
            @Nullable String detail,
            @Nullable KeyState was) {}

    /** What became of it. */
    public enum Outcome {
        /** The key is the reporter's own tenant's; it was live and is revoked now. */
        @JsonProperty("revoked")
        REVOKED,
        /** The key is the reporter's own tenant's and was refused already. */
        @JsonProperty("already-revoked")
        ALREADY_REVOKED,
        /** The key is the reporter's own tenant's; its environment waits for the replacement, or only tells people. */
        @JsonProperty("recorded")
        RECORDED,
        /** It is a decoy of the reporter's own tenant: it stays where it is, and is no finding. */
        @JsonProperty("decoy")
        DECOY,
        /** The report is taken; whose key it is, if anybody's, is not for the reporter to know. */
        @JsonProperty("accepted")
        ACCEPTED,
        /** The entry could not be read; the others are not affected. */
        @JsonProperty("invalid")
        INVALID
    }
}
