package dev.keyturn.wire;

/** Where a key stands in its life. */
public enum KeyState {
    /** Issued and accepted; its secret may still be minted again. Ends by activation or abandonment. */
    PENDING,
    /** In use. */
    ACTIVE,
    /** Followed by a successor, accepted until its grace ends. */
    RETIRING,
    /** Refused until it is enabled again. */
    DISABLED,
    /** Refused because its time is over. */
    EXPIRED,
    /** Refused for good. The row stays. */
    REVOKED;

    /** Whether a key in this state is accepted. */
    public boolean isAccepted() {
        return this == PENDING || this == ACTIVE || this == RETIRING;
    }
}
