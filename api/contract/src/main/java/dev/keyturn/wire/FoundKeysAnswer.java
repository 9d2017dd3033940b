package dev.keyturn.wire;

/**
 * The answer about found keys: the same, whatever they are.
 *
 * @param taken how many were looked at
 */
public record FoundKeysAnswer(int taken, String detail) {}
