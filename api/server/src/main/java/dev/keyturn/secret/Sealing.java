package dev.keyturn.secret;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets as the database holds them: AES-256-GCM under a key that is derived from the pepper. What is sealed for one
 * purpose opens for no other.
 */
public final class Sealing {
    private static final String LABEL = "keyturn/sealing/v1";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final List<Pepper> peppers;
    private final SecureRandom random = new SecureRandom();

    Sealing(List<Pepper> peppers) {
        this.peppers = List.copyOf(peppers);
    }

    /** @param purpose what it is and whose, such as {@code totp:<id>} */
    @RevealsPlaintext("encrypts it")
    public byte[] seal(Secret secret, String purpose) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        Pepper pepper = peppers.get(0);
        byte[] sealed =
                run(Cipher.ENCRYPT_MODE, pepper, nonce, purpose, secret.reveal().getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.allocate(Integer.BYTES + NONCE + sealed.length)
                .putInt(pepper.version())
                .put(nonce)
                .put(sealed)
                .array();
    }

    /**
     * The reverse of {@link #seal}.
     *
     * @throws IllegalStateException if it was not sealed here for this purpose
     */
    public Secret open(byte[] sealed, String purpose) {
        ByteBuffer buffer = ByteBuffer.wrap(sealed);
        int version = buffer.getInt();
        byte[] nonce = new byte[NONCE];
        buffer.get(nonce);
        byte[] body = new byte[buffer.remaining()];
        buffer.get(body);
        Pepper pepper = peppers.stream()
                .filter(one -> one.version() == version)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no pepper of version " + version));
        return Secret.of(new String(run(Cipher.DECRYPT_MODE, pepper, nonce, purpose, body), StandardCharsets.UTF_8));
    }

    private static byte[] run(int mode, Pepper pepper, byte[] nonce, String purpose, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(pepper.derive(LABEL), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a sealed secret cannot be read: the database and secrets differ", e);
        }
    }
}
