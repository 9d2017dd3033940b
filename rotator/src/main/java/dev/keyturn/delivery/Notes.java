package dev.keyturn.delivery;

import java.time.Instant;

/**
 * What a store says about a key beside it, for people and for consumers that plan their next look. It is no part of the
 * delivery: nothing is decided by it.
 *
 * @param rotationId which rotation delivered the key
 * @param keyId the api's id of the key
 * @param rotatedAt when
 * @param nextRotationAt when the next one is due
 */
public record Notes(String rotationId, String keyId, Instant rotatedAt, Instant nextRotationAt) {}
