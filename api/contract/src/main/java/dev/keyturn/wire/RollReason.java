package dev.keyturn.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a key is rolled. */
public enum RollReason {
    /** Its time has come: consumers get a day to move. */
    @JsonProperty("routine")
    ROUTINE,
    /** Others may have it: it ends at once. */
    @JsonProperty("leak")
    LEAK
}
