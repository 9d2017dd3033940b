package dev.keyturn.wire;

/**
 * Proves that one has the second factor.
 *
 * @param code six digits, or one of the recovery codes
 */
public record SecondFactorCode(String code) {}
