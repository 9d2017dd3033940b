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
                .filter(der -> isSequence(der) || der.startsWith("openssh-key-v1"))
                .isPresent();
    }

    /** A DER sequence (X.690, 8.1.3) of a length that is there. */
    private static boolean isSequence(String der) {
        if (der.charAt(0) != 0x30) {
            return false;
        }
        int first = der.charAt(1);
        if (first < 0x80) {
            return first + 2 <= der.length();
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | der.charAt(2 + i);
        }
        return (first & 0x7f) <= 3 && length + 2 + (first & 0x7f) <= der.length();
    }

    /** The 16 characters after the prefix are base32; those of today's keys hold an account's number of 12 digits. */
    static boolean awsAccessKey(String id) {
        long account = awsAccount(id);
        return account >= 0 && (id.charAt(4) == 'I' || id.charAt(4) == 'J' || account <= 999_999_999_999L);
    }

    /** The number of the account in an access key id of today's form, or -1 if it is not base32. */
    static long awsAccount(String id) {
        long head = 0;
        for (int i = 4; i < 14; i++) {
            int digit = BASE32.indexOf(id.charAt(i));
            if (digit < 0) {
                return -1;
            }
            head = head << 5 | digit;
        }
        return (head >> 2 & 0x7fffffffff80L) >> 7;
    }

    /** Basic authentication is a user's name, a colon and a password, all of them printable. */
    static boolean basicAuth(String credentials) {
        return decode(credentials)
                .filter(plain ->
                        !plain.startsWith("{") && plain.indexOf(':') > 0 && plain.indexOf(':') < plain.length() - 3)
                .filter(plain -> plain.chars().allMatch(character -> character >= ' ' && character != 0x7f))
                .isPresent();
    }

    /** The last part of a TeamCity token is base64 of a UUID. */
    static boolean teamcity(String token) {
        return decode(token.substring(token.lastIndexOf('.') + 1))
                .filter(id -> id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                .isPresent();
    }

    /** PyPI's tokens are macaroons whose first field names the site. */
    static boolean pypi(String token) {
        return decode(token.substring("pypi-".length()))
                .filter(macaroon -> macaroon.contains("pypi.org"))
                .isPresent();
    }

    /** What follows a prefix is base64 of a JSON object: Sentry, 1Password, Grafana. */
    static boolean jsonInside(String token) {
        int from = token.indexOf("eyJ");
        if (from < 0) {
            return false;
        }
        int to = from;
        while (to < token.length() && isBase64(token.charAt(to))) {
            to++;
        }
        return decode(token.substring(from, to)).filter(Decodable::isJsonObject).isPresent();
    }

    private static boolean isBase64(char character) {
        return Character.isLetterOrDigit(character) || character == '+' || character == '/' || character == '-';
    }

    /** Cheaply: braces around, a name in quotes first, printable characters only, as many quotes as pairs need. */
    private static boolean isJsonObject(String text) {
        return text.startsWith("{\"")
                && text.stripTrailing().endsWith("}")
                && text.chars().allMatch(character -> character >= ' ' && character < 0x7f)
                && text.chars().filter(character -> character == '"').count() % 2 == 0;
    }

    /** A service account's key: JSON whose {@code private_key} is a PEM block that parses. */
    static boolean serviceAccount(String json) {
        int key = json.indexOf("-----BEGIN");
        return json.contains("private_key") && key > 0 && privateKey(json.substring(key));
    }

    /** AWS Bedrock's long keys are base64 that names itself. */
    static boolean bedrock(String token) {
        return decode(token.substring("ABSK".length()))
                .filter(text -> text.startsWith("BedrockAPIKey-"))
                .isPresent();
    }

    /** The first part of a Discord bot's token is base64 of its number. */
    static boolean discord(String token) {
        return decode(token.substring(0, token.indexOf('.')))
                .filter(id -> id.length() >= 17 && id.chars().allMatch(Character::isDigit))
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
