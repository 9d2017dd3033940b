package dev.keyturn.delivery;

import dev.keyturn.key.ApiKey;

/**
 * A key on its way into a store. Delivering the same one again is safe: it becomes at most one version.
 *
 * @param place where it goes
 * @param expected the version that it replaces, as the caller recorded it <em>before</em> the first attempt; a version
 *     that was only just read protects from nothing
 * @param key the plaintext; a key is minted for one delivery, so its fingerprint tells who wrote a version
 * @param keyId the api's id of the key
 */
public record Delivery(Place place, Version expected, ApiKey key, String keyId) {
    /** @throws IllegalArgumentException if the key names another environment than the place does */
    public Delivery {
        if (!key.tag().equals(place.environment())) {
            throw new IllegalArgumentException(
                    "a key of " + key.tag() + " is never delivered to a place of " + place.environment());
        }
    }
}
