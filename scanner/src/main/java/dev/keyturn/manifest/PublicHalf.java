package dev.keyturn.manifest;

import dev.keyturn.complaint.Complaint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** What verifies manifests: the public half of an Ed25519 key. */
public final class PublicHalf {
    static final String LABEL = "PUBLIC KEY";

    private final PublicKey key;

    private PublicHalf(PublicKey key) {
        this.key = key;
    }

    /** @throws IllegalArgumentException if the text holds none */
    static PublicHalf parse(String text) throws GeneralSecurityException {
        byte[] der = SigningKey.block(text, LABEL);
        return new PublicHalf(KeyFactory.getInstance(SigningKey.ALGORITHM).generatePublic(new X509EncodedKeySpec(der)));
    }

    /**
     * Reads one from a file of PEM; the private half may stand there too.
     *
     * @throws Complaint if there is none
     */
    public static PublicHalf read(Path file) throws Complaint {
        try {
            return parse(Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new Complaint(file + " cannot be read", "give the public half of the key that signed, as PEM");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Complaint(
                    file + " holds no public Ed25519 key", "give the public half of the key that signed, as PEM");
        }
    }

    /** The half as PEM. */
    public String pem() {
        return SigningKey.pem(LABEL, key.getEncoded());
    }

    /** The start of SHA-256 of the half, which tells keys apart. */
    public String id() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    boolean verifies(byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(SigningKey.ALGORITHM);
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
