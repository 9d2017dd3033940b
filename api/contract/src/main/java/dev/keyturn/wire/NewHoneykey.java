package dev.keyturn.wire;

/**
 * Asks for a decoy.
 *
 * @param name by which its owner knows it, such as where it will be planted
 * @param environment whose keys it looks like
 */
public record NewHoneykey(String name, String environment) {}
