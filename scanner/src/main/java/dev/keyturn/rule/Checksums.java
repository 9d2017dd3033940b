package dev.keyturn.rule;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.CRC32;

/** Checksums that providers put into their tokens. */
final class Checksums {
    /** The ASCII bytes of "Default0", the first one lowest in reverse order. */
    private static final long AZURE_SEED = 0x4465_6661_756c_7430L;

    private Checksums() {}

    /** {@code ghp_} and its kin: the last six characters are CRC-32 of the others after the prefix, in base 62. */
    static boolean github(String token) {
        int end = token.length() - 6;
        return base62(crc(token.substring(4, end))).equals(token.substring(end));
    }

    /**
     * {@code github_pat_}: characters 77 to 84 of 93 are the start of base32 of the SHA-256 of those before them.
     */
    static boolean githubFineGrained(String token) {
        return sha256Base32(token.substring(0, 77)).equalsIgnoreCase(token.substring(77, 85));
    }

    /** The first eight characters of base32 of the SHA-256 of a text. */
    static String sha256Base32(String text) {
        byte[] digest = sha256(text);
        long head = 0;
        for (int i = 0; i < 5; i++) {
            head = head << 8 | digest[i] & 0xff;
        }
        StringBuilder expected = new StringBuilder();
        for (int shift = 35; shift >= 0; shift -= 5) {
            expected.append(Alphabets.BASE32.charAt((int) (head >> shift & 31)));
        }
        return expected.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** GitLab's routable tokens: the last seven characters are CRC-32 of all before them, in base 36. */
    static boolean gitlab(String token) {
        int end = token.length() - 7;
        return base36(crc(token.substring(0, end))).equals(token.substring(end));
    }

    /** {@code glsa_}: eight hexadecimal digits after the last underscore, CRC-32 of what is before it, little-endian. */
    static boolean grafana(String token) {
        int end = token.lastIndexOf('_');
        return hexReversed(crc(token.substring(0, end))).equalsIgnoreCase(token.substring(end + 1));
    }

    /** Vercel's: after a prefix of four, the last six characters are CRC-32 of the others, in base 62. */
    static boolean vercel(String token) {
        return github(token);
    }

    /** Salad's: the same of what stands after the last underscore. */
    static boolean salad(String token) {
        int from = token.lastIndexOf('_') + 1;
        int end = token.length() - 6;
        return end > from && base62(crc(token.substring(from, end))).equals(token.substring(end));
    }

    /** Apify's: the last six characters are CRC-32 of all before, in base 62 with small letters before capitals. */
    static boolean apify(String token) {
        int end = token.length() - 6;
        return base62SmallFirst(crc(token.substring(0, end))).equals(token.substring(end));
    }

    /** Confluent's {@code cflt}: six characters of base64 of CRC-32 of the 54 after the prefix. */
    static boolean confluent(String token) {
        int end = token.length() - 6;
        return base64(crc(token.substring(4, end))).equals(token.substring(end));
    }

    /** Zuplo's: eight hexadecimal digits after the last underscore, CRC-32 of the characters between prefix and it. */
    static boolean zuplo(String token) {
        int end = token.lastIndexOf('_');
        return hex(crc(token.substring(token.indexOf('_') + 1, end))).equals(token.substring(end + 1));
    }

    /** Atlassian's: after {@code =}, CRC-32 of everything up to and with it, in capital hexadecimal digits. */
    static boolean atlassian(String token) {
        int end = token.lastIndexOf('=') + 1;
        return hex(crc(token.substring(0, end))).toUpperCase(Locale.ROOT).equals(token.substring(end));
    }

    /** Cloudflare's: the last eight characters are CRC-32 of the 40 before, hexadecimal; known from one example. */
    static boolean cloudflare(String token) {
        int end = token.length() - 8;
        return hex(crc(token.substring(token.indexOf('_') + 1, end))).equals(token.substring(end));
    }

    /**
     * Azure's keys of 84 characters and more: characters 80 to 83 are base64 of the first three bytes of Marvin32 of the
     * 60 bytes before; source: microsoft/security-utilities, {@code IdentifiableSecrets.cs}.
     */
    static boolean azure(String token) {
        return azureChecksum(token.substring(0, 80)).equals(token.substring(80, 84));
    }

    /** Four characters of base64 of the hash of what 80 characters of base64 encode; empty if they encode nothing. */
    static String azureChecksum(String head) {
        try {
            int hash = Marvin.hash32(Base64.getDecoder().decode(head), AZURE_SEED);
            byte[] first = {(byte) hash, (byte) (hash >> 8), (byte) (hash >> 16)};
            return Base64.getEncoder().encodeToString(first);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Eight hexadecimal digits, the highest byte first. */
    static String hex(long value) {
        return String.format(Locale.ROOT, "%08x", (int) value);
    }

    /** Eight hexadecimal digits, the lowest byte first. */
    static String hexReversed(long value) {
        return hex(Integer.reverseBytes((int) value));
    }

    /** Six characters of base64 of the four bytes, the lowest first. */
    static String base64(long value) {
        byte[] bytes =
                ByteBuffer.allocate(4).putInt(Integer.reverseBytes((int) value)).array();
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Seven characters, zeros before. */
    static String base36(long value) {
        String digits = Long.toString(value, 36);
        return "0".repeat(7 - digits.length()) + digits;
    }

    /** Six characters, zeros before, small letters before capitals. */
    static String base62SmallFirst(long value) {
        StringBuilder swapped = new StringBuilder();
        for (char digit : base62(value).toCharArray()) {
            swapped.append(Character.isLetter(digit) ? (char) (digit ^ 32) : digit);
        }
        return swapped.toString();
    }

    /** Six characters, zeros before. */
    static String base62(long value) {
        char[] digits = new char[6];
        long rest = value;
        for (int i = 5; i >= 0; i--) {
            digits[i] = Alphabets.BASE62.charAt((int) (rest % 62));
            rest /= 62;
        }
        return new String(digits);
    }

    static long crc(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return crc.getValue();
    }
}
