package dev.keyturn.finding;

import static dev.keyturn.finding.TextPlaces.ascii;
import static dev.keyturn.finding.TextPlaces.at;

import dev.keyturn.decode.archive.Packing;
import dev.keyturn.finding.HidingPlace.Content;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Encodings of bytes as text, also in one another. */
final class EncodedPlaces {
    private static final String RFC1924 =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";

    private EncodedPlaces() {}

    static List<Content> all() {
        return List.of(
                text("base64", key -> "x: " + base64("user:" + key) + "\n"),
                text("base64 behind other letters", key -> "data/base64-" + base64(key)),
                text("base64 twice", key -> base64(base64("password is " + key))),
                text("base64 three times, behind other letters", key -> "a" + base64(base64(base64("k " + key)))),
                text("base64 in lines", key -> mime("a".repeat(40) + key)),
                text(
                        "base64 in indented lines",
                        key -> "  " + mime("a".repeat(40) + key).replace("\r\n", "\n  ")),
                text(
                        "base64 in lines of a JSON string",
                        key -> "\"" + mime("a".repeat(50) + key).replace("\r\n", "\\n") + "\""),
                text(
                        "base64 in lines of a comment",
                        key -> " * " + mime("a".repeat(40) + key).replace("\r\n", "\n * ")),
                text(
                        "base64 in strings of several lines",
                        key -> "\"" + at(base64("a".repeat(40) + key), "\"\n  \"", 40, 80) + "\";"),
                text(
                        "base64 in a list of strings",
                        key -> "['" + at(base64("a".repeat(40) + key), "',\n  '", 40, 80) + "']"),
                text("base64 in lines that end in CR only", key -> at(base64("a".repeat(40) + key), "\r", 60)),
                text("quoted-printable of base64", key -> TextPlaces.each(base64("k=" + key), "=%02X")),
                text(
                        "five encodings in one another",
                        key -> TextPlaces.each(base64(base64(HexFormat.of().formatHex(ascii(base64(key))))), "%%%02x")),
                text(
                        "base64 with escaped slashes",
                        key -> "\"" + base64("???>>>" + key + "???").replace("/", "\\/") + "\""),
                text(
                        "base64 with percent escapes",
                        key -> "q="
                                + base64("???" + key + "???")
                                        .replace("/", "%2F")
                                        .replace("=", "%3D")),
                text("base64 of strings that are added", key -> "\"" + at(base64("key " + key), "\" + \"", 30) + "\""),
                text("base64 for addresses", key -> Base64.getUrlEncoder().encodeToString(ascii("?>?>?>" + key))),
                text(
                        "base64 of UTF-16",
                        key -> "powershell -enc " + base64(("$k='" + key + "'").getBytes(StandardCharsets.UTF_16LE))),
                text("base64 of gzip", key -> base64(Packing.gzip(ascii(key)))),
                text("base64 of base64 of gzip", key -> base64(base64(Packing.gzip(ascii("release: " + key))))),
                text("base64 of zlib", key -> base64(Packing.zlib(ascii("x" + key)))),
                text("base64 of a zip file", key -> base64(Packing.zip("a", ascii(key)))),
                text("a data address", key -> "url(data:text/plain;base64," + base64("x" + key) + ")"),
                text(
                        "the payload of a JWT",
                        key -> url("{\"alg\":\"none\"}") + "." + url("{\"k\":\"" + key + "\"}") + "."),
                text("a value of a Kubernetes secret", key -> "data:\n  api-key: " + base64(key) + "\n"),
                text("basic authentication", key -> "Authorization: Basic " + base64(key + ":")),
                text("base32", key -> base32(key)),
                text("base32 in small letters", key -> base32("k=" + key).toLowerCase(Locale.ROOT)),
                text("base 85 of Python", key -> base85("key: " + key + " and more text")),
                text("base 85 of Adobe", key -> "<~" + ascii85(ascii(key + "xx")) + "~>"),
                text("hexadecimal", key -> HexFormat.of().formatHex(ascii(key))),
                text(
                        "hexadecimal in capital letters",
                        key -> HexFormat.of().withUpperCase().formatHex(ascii("k" + key))),
                text("hexadecimal with 0x", key -> "0x" + HexFormat.of().formatHex(ascii(key))),
                text(
                        "hexadecimal with colons",
                        key -> HexFormat.ofDelimiter(":").formatHex(ascii(key))),
                text(
                        "hexadecimal with spaces, in lines",
                        key -> at(HexFormat.ofDelimiter(" ").formatHex(ascii(key)), "\n", 60)),
                text("hexadecimal in lines", key -> at(HexFormat.of().formatHex(ascii(key)), "\n", 60)),
                text("hexadecimal of base64", key -> HexFormat.of().formatHex(ascii(base64("k " + key)))),
                text("a dump of xxd", key -> dump("a dump of a file " + key, 4, ":")),
                text("a dump of hexdump -C", key -> dump("a dump of " + key, 2, " ")),
                text("a dump of hexdump, words", key -> words("a dump of " + key)),
                text("a dump of od, octal", key -> octal("a dump of " + key)),
                text("uuencoded", key -> "begin 644 key\n" + uu("some text " + key) + "`\nend\n"),
                text(
                        "a binary patch of git",
                        key -> "GIT binary patch\nliteral 60\n" + patch(Packing.zlib(ascii("binary " + key))) + "\n"),
                text(
                        "a mail with base64",
                        key -> "Content-Transfer-Encoding: base64\n\n" + mime("Dear all,\n".repeat(9) + key)),
                text(
                        "a source map",
                        key -> "{\"version\":3,\"sourcesContent\":[\"const a = \\\"" + key.replace("_", "\\u005f")
                                + "\\\";\\n\"]}"),
                text("a notebook", key -> "{\"cells\":[{\"source\":[\"key = '" + key + "'\\n\"]}]}"));
    }

    /** Like {@link Content#text}, for forms that pack. */
    private static Content text(String name, PackedForm form) {
        return new Content(name, key -> ascii(form.of(key)));
    }

    private interface PackedForm {
        String of(String key) throws java.io.IOException;
    }

    static String base64(String text) {
        return base64(ascii(text));
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ascii(text));
    }

    private static String mime(String text) {
        return Base64.getMimeEncoder().encodeToString(ascii(text));
    }

    private static String base32(String text) {
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        byte[] bytes = java.util.Arrays.copyOf(ascii(text), (text.length() + 4) / 5 * 5);
        String bits = new BigInteger(1, bytes).toString(32);
        String padded = "0".repeat(bytes.length * 8 / 5 - bits.length()) + bits;
        StringBuilder result = new StringBuilder();
        padded.chars().forEach(digit -> result.append(digits.charAt(Character.digit(digit, 32))));
        return result.substring(0, (text.length() * 8 + 4) / 5);
    }

    private static String base85(String text) {
        byte[] bytes = java.util.Arrays.copyOf(ascii(text), (text.length() + 3) / 4 * 4);
        return base85(bytes, RFC1924);
    }

    static String ascii85(byte[] bytes) {
        StringBuilder alphabet = new StringBuilder();
        for (char c = '!'; c < '!' + 85; c++) {
            alphabet.append(c);
        }
        return base85(java.util.Arrays.copyOf(bytes, (bytes.length + 3) / 4 * 4), alphabet.toString());
    }

    private static String base85(byte[] bytes, String alphabet) {
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < bytes.length; i += 4) {
            long group = java.nio.ByteBuffer.wrap(bytes).getInt(i) & 0xffffffffL;
            char[] five = new char[5];
            for (int j = 4; j >= 0; j--) {
                five[j] = alphabet.charAt((int) (group % 85));
                group /= 85;
            }
            result.append(five);
        }
        return result.toString();
    }

    private static String patch(byte[] packed) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < packed.length; i += 52) {
            byte[] line = java.util.Arrays.copyOfRange(packed, i, Math.min(packed.length, i + 52));
            lines.append((char) (line.length <= 26 ? 'A' + line.length - 1 : 'a' + line.length - 27));
            lines.append(base85(java.util.Arrays.copyOf(line, (line.length + 3) / 4 * 4), RFC1924))
                    .append('\n');
        }
        return lines.toString();
    }

    private static String uu(String text) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < text.length(); i += 45) {
            byte[] line = ascii(text.substring(i, Math.min(text.length(), i + 45)));
            lines.append((char) (' ' + line.length));
            byte[] whole = java.util.Arrays.copyOf(line, (line.length + 2) / 3 * 3);
            for (int j = 0; j < whole.length; j += 3) {
                int group = (whole[j] & 0xff) << 16 | (whole[j + 1] & 0xff) << 8 | whole[j + 2] & 0xff;
                for (int shift = 18; shift >= 0; shift -= 6) {
                    int digit = group >> shift & 63;
                    lines.append((char) (digit == 0 ? '`' : ' ' + digit));
                }
            }
            lines.append('\n');
        }
        return lines.toString();
    }

    private static String dump(String text, int digits, String behindAddress) {
        StringBuilder dump = new StringBuilder();
        for (int i = 0; i < text.length(); i += 16) {
            String line = text.substring(i, Math.min(text.length(), i + 16));
            dump.append(String.format(Locale.ROOT, "%08x%s", i, behindAddress));
            String hex = HexFormat.of().formatHex(ascii(line));
            for (int j = 0; j < hex.length(); j += digits) {
                dump.append(j == 16 && digits == 2 ? "  " : " ").append(hex, j, Math.min(hex.length(), j + digits));
            }
            dump.append("  ").append(line.replace('_', '.')).append('\n');
        }
        return dump.toString();
    }

    private static String octal(String text) {
        StringBuilder dump = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            dump.append(i % 16 == 0 ? String.format(Locale.ROOT, "%s%07o", i == 0 ? "" : "\n", i) : "");
            dump.append(String.format(Locale.ROOT, " %03o", (int) text.charAt(i)));
        }
        return dump + "\n";
    }

    private static String words(String text) {
        StringBuilder dump = new StringBuilder();
        String even = text.length() % 2 == 0 ? text : text + " ";
        for (int i = 0; i < even.length(); i += 2) {
            dump.append(i % 16 == 0 ? String.format(Locale.ROOT, "%s%07x", i == 0 ? "" : "\n", i) : "");
            dump.append(String.format(Locale.ROOT, " %02x%02x", (int) even.charAt(i + 1), (int) even.charAt(i)));
        }
        return dump + "\n";
    }
}
