package dev.keyturn.wire;

/** Where a rotation stands. */
public enum RotationState {
    PLANNED,
    PREFLIGHT,
    MINTED,
    DELIVERED,
    VERIFIED,
    OBSERVING,
    RETIRED,
    ABORTED,
    NEEDS_ATTENTION
}
