package dev.keyturn.rule;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Parts of tokens that must decode to something. */
final class Decodable {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int SMALLEST_KEY = 30;

    private Decodable() {}

    /** The header of a JWT is a JSON object that names its algorithm. */
    static boolean jwt(String token) {
        return decode(token.substring(0, token.indexOf('.')))
                .filter(header -> header.startsWith("{") && header.endsWith("}") && header.contains("\"alg\""))
                .isPresent();
    }

    /** A PEM block whose body is base64 of a DER sequence, or of an OpenSSH key; an encrypted one is not of use. */
    static boolean privateKey(String pem) {
        int from = pem.indexOf("KEY-----");
        int to = pem.indexOf("-----END");
        if (from < 0 || to < from || pem.contains("ENCRYPTED")) {
            return false;
        }
        String body = pem.substring(from + "KEY-----".length(), to).replaceAll("\\\\[nr]|[^0-9A-Za-z+/=]", "");
        return decode(body)
                .filter(der -> der.length() >= SMALLEST_KEY)
                .filter(der -> der.charAt(0) == 0x30 || der.startsWith("openssh-key-v1"))
                .isPresent();
    }

    /** The 16 characters after the prefix are base32; those of today's keys hold an account's number of 12 digits. */
    static boolean awsAccessKey(String id) {
        long head = 0;
        for (int i = 4; i < 14; i++) {
            int digit = BASE32.indexOf(id.charAt(i));
            if (digit < 0) {
                return false;
            }
            head = head << 5 | digit;
        }
        long account = (head >> 2 & 0x7fffffffff80L) >> 7;
        return id.charAt(4) == 'I' || id.charAt(4) == 'J' || account <= 999_999_999_999L;
    }

    /** PyPI's tokens are macaroons whose first field names the site. */
    static boolean pypi(String token) {
        return decode(token.substring("pypi-".length()))
                .filter(macaroon -> macaroon.contains("pypi.org"))
                .isPresent();
    }

    private static Optional<String> decode(String base64) {
        String plain = base64.replace('-', '+').replace('_', '/').replace("=", "");
        String whole = plain.length() % 4 == 1 ? plain.substring(0, plain.length() - 1) : plain;
        try {
            return Optional.of(new String(Base64.getDecoder().decode(whole), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
