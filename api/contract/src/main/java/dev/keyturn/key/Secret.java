package dev.keyturn.key;

import com.google.errorprone.annotations.RestrictedApi;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A credential that is not a key of ours: a password, a bearer token, a Vault secret-id. It cannot be printed or
 * serialised by accident, and two are compared in constant time.
 */
public final class Secret {
    private final String plaintext;

    private Secret(String plaintext) {
        this.plaintext = plaintext;
    }

    /**
     * Takes a credential into custody.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public static Secret of(String plaintext) {
        if (plaintext.isEmpty()) {
            throw new IllegalArgumentException("a secret cannot be empty");
        }
        return new Secret(plaintext);
    }

    /** The plaintext, for the few annotated places that hand it to its owner or to the wire. */
    @RestrictedApi(
            explanation = "plaintext is revealed only where @RevealsPlaintext says why",
            link = "",
            allowlistAnnotations = RevealsPlaintext.class)
    public String reveal() {
        return plaintext;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        plaintext.getBytes(StandardCharsets.UTF_8), that.plaintext.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return plaintext.hashCode();
    }

    @Override
    public String toString() {
        return "Secret(hidden)";
    }
}
