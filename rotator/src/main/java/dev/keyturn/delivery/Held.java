package dev.keyturn.delivery;

import dev.keyturn.key.ApiKey;

/**
 * A key that a store serves now.
 *
 * @param version the version that holds it
 * @param key the plaintext, as consumers get it
 * @param keyId the api's id of the key, as it stands beside the plaintext
 */
public record Held(Version version, ApiKey key, String keyId) {
    boolean isSameKey(Held other) {
        return key.equals(other.key) && keyId.equals(other.keyId);
    }
}
