package dev.keyturn.rotation;

import dev.keyturn.delivery.Store;
import dev.keyturn.policy.Policy;

/**
 * An environment that this rotator serves.
 *
 * @param environment its short name
 * @param store where its services take their keys from
 */
public record Site(String environment, Store store, Policy policy) {}
