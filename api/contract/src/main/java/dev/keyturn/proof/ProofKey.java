package dev.keyturn.proof;

import dev.keyturn.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What signs statements: an Ed25519 key (RFC 8032). A proof is a compact JWS (RFC 7515, RFC 8037) that carries the
 * statement, so that libraries for JWTs check it too. Safe for use by many threads.
 */
public final class ProofKey {
    static final String ALGORITHM = "Ed25519";
    private static final int SEED_LENGTH = 32;

    /** PKCS #8 of an Ed25519 key, up to the seed (RFC 8410, 7). */
    private static final byte[] PKCS8_HEAD = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final PrivateKey secret;
    private final ProofKeys.Half half;

    private ProofKey(PrivateKey secret, ProofKeys.Half half) {
        this.secret = secret;
        this.half = half;
    }

    /** The key of a seed of 32 secret bytes: the same seed gives the same key. */
    public static ProofKey ofSeed(byte[] seed) {
        if (seed.length != SEED_LENGTH) {
            throw new IllegalArgumentException("a seed has " + SEED_LENGTH + " bytes");
        }
        try {
            byte[] encoded = new byte[PKCS8_HEAD.length + SEED_LENGTH];
            System.arraycopy(PKCS8_HEAD, 0, encoded, 0, PKCS8_HEAD.length);
            System.arraycopy(seed, 0, encoded, PKCS8_HEAD.length, SEED_LENGTH);
            PrivateKey secret = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new ProofKey(secret, publicHalf(seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** The JDK derives a public half only while it generates a pair, whose private half is what its random source says. */
    private static ProofKeys.Half publicHalf(byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
        generator.initialize(255, new Given(seed));
        KeyPair pair = generator.generateKeyPair();
        return ProofKeys.Half.of(pair.getPublic());
    }

    /** The half that checks, to be published. */
    public ProofKeys.Half half() {
        return half;
    }

    /** A statement, signed. */
    public String prove(byte[] statement) {
        String header = "{\"alg\":\"EdDSA\",\"kid\":\"" + half.kid() + "\"}";
        String text = BASE64.encodeToString(header.getBytes(StandardCharsets.US_ASCII)) + "."
                + BASE64.encodeToString(statement);
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of this platform signs", e);
        }
    }

    /** {@link #prove(byte[])} of a record, as JSON. */
    public String prove(Object statement) {
        return prove(WireJson.mapper().writeValueAsBytes(statement));
    }

    /** A source of chance that says what it was given. */
    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        Given(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, target.length);
        }
    }
}
