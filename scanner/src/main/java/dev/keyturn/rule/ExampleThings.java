package dev.keyturn.rule;

import dev.keyturn.complaint.Complaint;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;

/** Parts of examples that are more than random characters. */
final class ExampleThings {
    private static final int RSA_BITS = 1024;
    private static final byte[] LINE_END = {'\n'};

    private ExampleThings() {}

    static String named(String name, Random random) throws Complaint {
        return switch (name) {
            case "uuid" -> uuid(random);
            case "pem-ec" -> pem("EC", 256, "\n");
            case "pem-rsa" -> pem("RSA", RSA_BITS, "\n");
            case "pem-in-json" -> pem("RSA", RSA_BITS, "\\n");
            case "brace" -> "{";
            default -> throw new Complaint("an example has no part '" + name + "'", "see docs/scanning.md");
        };
    }

    private static String uuid(Random random) {
        long high = random.nextLong() & ~0xf000L | 0x4000L;
        long low = random.nextLong() & ~(3L << 62) | 1L << 63;
        return new UUID(high, low).toString();
    }

    /** PKCS #8 in PEM (RFC 7468), which every JDK can make. */
    private static String pem(String algorithm, int bits, String lineEnd) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
            String body =
                    Base64.getMimeEncoder(64, LINE_END).encodeToString(der).replace("\n", lineEnd);
            return label("BEGIN") + lineEnd + body + lineEnd + label("END") + lineEnd;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private static String label(String word) {
        return "-----" + word + " PRIVATE" + " KEY-----";
    }
}
