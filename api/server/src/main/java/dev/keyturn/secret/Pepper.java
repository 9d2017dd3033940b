package dev.keyturn.secret;

import dev.keyturn.key.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns a fingerprint into what stands in the database, {@code HMAC-SHA-256(pepper, fingerprint)}: whoever has only the
 * database can neither test a key nor revoke one. Safe for use by many threads.
 */
public final class Pepper {
    private static final String ALGORITHM = "HmacSHA256";

    private final int version;
    private final Mac prototype;

    Pepper(int version, byte[] value) {
        this.version = version;
        this.prototype = keyed(value);
    }

    /** Which pepper it is; a secret's row says with which it was made. */
    public int version() {
        return version;
    }

    /** 32 bytes to look a key up by. */
    public byte[] lookup(Fingerprint fingerprint) {
        return lookup(fingerprint.bytes());
    }

    /** {@link #lookup(Fingerprint)} for the 32 raw bytes of a fingerprint. */
    public byte[] lookup(byte[] fingerprint) {
        try {
            return ((Mac) prototype.clone()).doFinal(fingerprint);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own " + ALGORITHM + " can be cloned", e);
        }
    }

    /** 32 bytes for another purpose. A label is never 32 bytes long, so no look-up gives the same. */
    byte[] derive(String label) {
        byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length == 32) {
            throw new IllegalArgumentException("a label of 32 bytes could be a fingerprint");
        }
        return lookup(bytes);
    }

    private static Mac keyed(byte[] value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(value, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
