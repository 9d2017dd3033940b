package dev.keyturn.wire;

import org.jspecify.annotations.Nullable;

/**
 * Makes a PENDING key ACTIVE and its predecessor RETIRING.
 *
 * @param fingerprint of the secret that consumers are really served; every other candidate of the key ends
 * @param graceSeconds how long the predecessor is still accepted; as given to the roll if absent
 */
public record Activation(String fingerprint, @Nullable Long graceSeconds) {}
