package dev.keyturn.proof;

import dev.keyturn.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.core.JacksonException;

/**
 * The public halves that check proofs, as a JWK set (RFC 7517).
 *
 * @param keys the current one first
 */
public record ProofKeys(List<Half> keys) {
    /** X.509 SubjectPublicKeyInfo of an Ed25519 key, up to the key itself (RFC 8410, 4). */
    private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int KEY_LENGTH = 32;

    /** A public half, as a JWK (RFC 8037): {@code x} is the key in base64url. */
    public record Half(String kty, String crv, String kid, String x) {
        static Half of(PublicKey key) {
            byte[] encoded = key.getEncoded();
            byte[] raw = Arrays.copyOfRange(encoded, encoded.length - KEY_LENGTH, encoded.length);
            return new Half("OKP", ProofKey.ALGORITHM, kid(raw), url().encodeToString(raw));
        }

        private static String kid(byte[] raw) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(raw), 0, 8);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        private PublicKey key() throws GeneralSecurityException {
            byte[] raw = Base64.getUrlDecoder().decode(x);
            byte[] encoded = Arrays.copyOf(X509_HEAD, X509_HEAD.length + raw.length);
            System.arraycopy(raw, 0, encoded, X509_HEAD.length, raw.length);
            return KeyFactory.getInstance(ProofKey.ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        }
    }

    private record Header(String alg, String kid) {}

    private static Base64.Encoder url() {
        return Base64.getUrlEncoder().withoutPadding();
    }

    /**
     * The statement that a proof carries.
     *
     * @throws BrokenProofException if it is none, was changed, or none of these keys made it
     */
    public byte[] check(String proof) throws BrokenProofException {
        String[] parts = proof.strip().split("\\.", -1);
        if (parts.length != 3) {
            throw new BrokenProofException("it is no proof: three parts with dots between them are expected");
        }
        try {
            Header header = WireJson.mapper().readValue(Base64.getUrlDecoder().decode(parts[0]), Header.class);
            Signature signature = Signature.getInstance(ProofKey.ALGORITHM);
            signature.initVerify(half(header).key());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (!signature.verify(Base64.getUrlDecoder().decode(parts[2]))) {
                throw new BrokenProofException("the signature does not fit: it was changed");
            }
            return Base64.getUrlDecoder().decode(parts[1]);
        } catch (GeneralSecurityException | IllegalArgumentException | JacksonException e) {
            throw new BrokenProofException("the signature cannot be read: it is damaged");
        }
    }

    private Half half(Header header) throws BrokenProofException {
        return keys.stream()
                .filter(key -> "EdDSA".equals(header.alg()) && key.kid().equals(header.kid()))
                .findFirst()
                .orElseThrow(() -> new BrokenProofException("it was signed by another key than those given"));
    }
}
