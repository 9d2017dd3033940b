package dev.keyturn.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to a predecessor that is still in use when its grace is over. */
public enum OnDeadline {
    /** It is revoked; whoever still used it is named. */
    @JsonProperty("revoke")
    REVOKE,
    /** It stays, and a person decides. */
    @JsonProperty("hold")
    HOLD
}
