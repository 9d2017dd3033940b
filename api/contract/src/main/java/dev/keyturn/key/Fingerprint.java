package dev.keyturn.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * SHA-256 of a key's ASCII bytes: enough to look a key up and to revoke it, never to authenticate with.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Fingerprint(String hex) {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if the value is not 64 lower-case hexadecimal digits */
    public Fingerprint {
        if (!SHAPE.matcher(hex).matches()) {
            throw new IllegalArgumentException("a fingerprint is the SHA-256 of a key: 64 digits of 0-9a-f");
        }
    }

    /** The fingerprint of any string, whether or not it is a key of our format. */
    public static Fingerprint of(String plaintext) {
        return new Fingerprint(HexFormat.of().formatHex(sha256().digest(plaintext.getBytes(StandardCharsets.UTF_8))));
    }

    /** The 32 raw bytes, a fresh copy. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
