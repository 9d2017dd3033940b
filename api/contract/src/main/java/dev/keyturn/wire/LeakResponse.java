package dev.keyturn.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of a key of an environment that leaked. */
public enum LeakResponse {
    /** It is revoked at once. */
    @JsonProperty("revoke")
    REVOKE,
    /** A managed key is revoked once its replacement is delivered, or when the time for that is over; others at once. */
    @JsonProperty("replace-first")
    REPLACE_FIRST,
    /** It stays as it is; people are told. */
    @JsonProperty("alert")
    ALERT
}
