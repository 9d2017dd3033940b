package dev.keyturn.rule;

import dev.keyturn.complaint.Complaint;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;

/**
 * Makes a text from its description, so that no rule's example stands anywhere as it is. What is not in braces stands
 * for itself, except {@code \n} and {@code \x00}; {@code docs/scanning.md} lists what may stand in braces.
 */
final class ExampleText {
    private final String description;
    private final Random random;
    private final StringBuilder out = new StringBuilder();
    private int from;
    private int to = -1;

    private ExampleText(String description, Random random) {
        this.description = description;
        this.random = random;
    }

    /**
     * A text as described, another one each time.
     *
     * @throws Complaint if the description names something that there is not
     */
    static String make(String description, Random random) throws Complaint {
        return new ExampleText(description, random).make();
    }

    private String make() throws Complaint {
        for (int at = 0; at < description.length(); ) {
            char next = description.charAt(at);
            if (next == '{' && opens(at)) {
                int end = closing(at);
                part(description.substring(at + 1, end));
                at = end + 1;
            } else if (next == '\\' && description.startsWith("\\n", at)) {
                out.append('\n');
                at += 2;
            } else if (next == '\\' && description.startsWith("\\x", at)) {
                out.append((char) Integer.parseInt(description.substring(at + 2, at + 4), 16));
                at += 4;
            } else {
                out.append(next);
                at++;
            }
        }
        return out.toString();
    }

    /** A brace before anything but a small letter or a bracket is a brace. */
    private boolean opens(int at) {
        char next = at + 1 < description.length() ? description.charAt(at + 1) : ' ';
        return next >= 'a' && next <= 'z' || next == '[';
    }

    private int closing(int open) throws Complaint {
        int depth = 0;
        for (int at = open; at < description.length(); at++) {
            char next = description.charAt(at);
            depth += next == '{' ? 1 : next == '}' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        throw wrong("has an open brace");
    }

    private void part(String words) throws Complaint {
        int space = words.indexOf(' ');
        int colon = words.lastIndexOf(':');
        if (space > 0 && words.charAt(0) != '[') {
            out.append(encoded(words.substring(0, space), make(words.substring(space + 1), random)));
        } else if (words.equals("from")) {
            from = out.length();
        } else if (words.equals("to")) {
            to = out.length();
        } else if (isChecksum(words)) {
            out.append(checksum(words, out.substring(from, to < 0 ? out.length() : to)));
        } else if (colon > 0) {
            draw(alphabet(words.substring(0, colon)), length(words.substring(colon + 1)));
        } else {
            out.append(ExampleThings.named(words, random));
        }
    }

    private static boolean isChecksum(String words) {
        return words.startsWith("crc-")
                || words.startsWith("sha256-")
                || words.equals("marvin")
                || words.equals("bech32");
    }

    private static String encoded(String name, String text) throws Complaint {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return switch (name) {
            case "base64" -> Base64.getEncoder().encodeToString(bytes);
            case "base64url" -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            default -> throw new Complaint("'" + name + "' encodes nothing", "use base64 or base64url");
        };
    }

    private static String checksum(String name, String text) throws Complaint {
        return switch (name) {
            case "crc-base62" -> Checksums.base62(Checksums.crc(text));
            case "crc-base36" -> Checksums.base36(Checksums.crc(text));
            case "crc-hex" -> Checksums.hex(Checksums.crc(text));
            case "crc-hex-reversed" -> Checksums.hexReversed(Checksums.crc(text));
            case "crc-base64" -> Checksums.base64(Checksums.crc(text));
            case "crc-upperhex" -> Checksums.hex(Checksums.crc(text)).toUpperCase(Locale.ROOT);
            case "crc-base62-small-first" -> Checksums.base62SmallFirst(Checksums.crc(text));
            case "marvin" -> Checksums.azureChecksum(text);
            case "bech32" -> Bech32.checksum(text).toUpperCase(Locale.ROOT);
            case "sha256-base32" -> Checksums.sha256Base32(text);
            default -> throw new Complaint("there is no checksum '" + name + "'", "see docs/scanning.md");
        };
    }

    private static String alphabet(String name) throws Complaint {
        return name.charAt(0) == '[' ? Alphabets.ofRanges(name.substring(1, name.length() - 1)) : Alphabets.named(name);
    }

    private int length(String words) throws Complaint {
        int dash = words.indexOf('-');
        try {
            int least = Integer.parseInt(dash < 0 ? words : words.substring(0, dash));
            int most = dash < 0 ? least : Integer.parseInt(words.substring(dash + 1));
            return least + random.nextInt(most - least + 1);
        } catch (IllegalArgumentException e) {
            throw wrong("has '" + words + "' for a length");
        }
    }

    /** Never one character twice in a row: what repeats itself is taken for a placeholder. */
    private void draw(String alphabet, int length) {
        char last = 0;
        for (int i = 0; i < length; i++) {
            char next;
            do {
                next = alphabet.charAt(random.nextInt(alphabet.length()));
            } while (next == last && alphabet.length() > 1);
            out.append(next);
            last = next;
        }
    }

    private Complaint wrong(String what) {
        return new Complaint("the example '" + description + "' " + what, "see docs/scanning.md for what it may hold");
    }
}
