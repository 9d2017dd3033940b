package dev.keyturn.issuing;

import dev.keyturn.problem.ProblemException;
import dev.keyturn.problem.Redaction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A descriptive name and the slug that stands for it in a Vault path.
 *
 * @param text trimmed, 1 to 100 characters, none of them invisible
 * @param slug lower-case letters, digits and dashes, 63 at most
 */
record KeyName(String text, String slug) {
    private static final int MAX_LENGTH = 100;
    private static final int MAX_SLUG_LENGTH = 63;

    /** @throws ProblemException if it cannot be a name */
    static KeyName of(@Nullable String given) {
        String text = given == null
                ? ""
                : Normalizer.normalize(given, Normalizer.Form.NFC).strip();
        if (text.isEmpty() || text.codePointCount(0, text.length()) > MAX_LENGTH) {
            throw ProblemException.invalid("'name' has 1 to " + MAX_LENGTH
                    + " characters. Say which service uses the key, such as Production Ingestor.");
        }
        if (text.codePoints().anyMatch(KeyName::isInvisible)) {
            throw ProblemException.invalid("'name' holds a control or invisible character. Leave it out.");
        }
        if (!Redaction.of(text).equals(text)) {
            throw ProblemException.invalid("'name' holds what looks like a key. Choose a name that may be seen.");
        }
        return new KeyName(text, slug(text));
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static String slug(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        String dashed = plain.replaceAll("\\p{M}+", "").replaceAll("[^a-z0-9]+", "-");
        String cut = dashed.substring(0, Math.min(dashed.length(), MAX_SLUG_LENGTH));
        String slug = cut.replaceAll("^-|-$", "");
        return slug.isEmpty() ? "key-" + checksum(text) : slug;
    }

    /** Tells names apart that have no letter a slug could keep. */
    private static String checksum(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", crc.getValue());
    }
}
