package dev.keyturn.finding;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Names secrets without giving anything away: HMAC-SHA-256 of rule and secret, 32 hexadecimal digits of it. Whoever
 * lacks the key cannot try guesses against it, and it is no fingerprint, so it revokes nothing.
 */
public final class Identities {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 16;

    private final @Nullable Mac mac;

    private Identities() {
        mac = null;
    }

    /** No identities: for who passes nothing around, and has no time to load what reckons them. */
    public static Identities none() {
        return new Identities();
    }

    /** Whether there are none. */
    boolean isNone() {
        return mac == null;
    }

    /** @param key at least 16 bytes */
    public Identities(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** The identity of a rule's secret, empty where there are none. */
    @RevealsPlaintext("only a keyed hash of it leaves")
    public synchronized String of(String rule, Secret secret) {
        if (mac == null) {
            return "";
        }
        mac.update(rule.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        byte[] digest = mac.doFinal(secret.reveal().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
    }
}
