package dev.keyturn.revocation;

import java.security.SecureRandom;

/**
 * Names this start of this process among the replicas of the api.
 *
 * @param value {@code api-} and eight letters or digits
 */
public record ReplicaId(String value) {
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

    /** A new one. */
    static ReplicaId next() {
        StringBuilder value = new StringBuilder("api-");
        new SecureRandom()
                .ints(8, 0, ALPHABET.length())
                .mapToObj(ALPHABET::charAt)
                .forEach(value::append);
        return new ReplicaId(value.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
