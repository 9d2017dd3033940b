package dev.keyturn.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a key was revoked. */
public enum RevocationReason {
    @JsonProperty("requested")
    REQUESTED,
    @JsonProperty("leaked")
    LEAKED,
    @JsonProperty("rotated")
    ROTATED,
    @JsonProperty("abandoned")
    ABANDONED
}
