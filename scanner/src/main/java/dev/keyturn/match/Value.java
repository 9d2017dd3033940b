package dev.keyturn.match;

import java.util.regex.Pattern;

/**
 * What a value looks like, by itself.
 *
 * @param form its alphabet and layout
 * @param length in characters
 * @param prefix characters of it that are a word and an underscore
 * @param randomness in bits per character, as {@link Randomness} counts
 * @param counting the share of it that merely counts or spells the alphabet
 */
record Value(Form form, int length, int prefix, double randomness, double counting) {
    /** Alphabet and layout. */
    enum Form {
        UUID,
        HEXADECIMAL,
        DIGITS,
        /** Letters, digits and the few signs that encodings and tokens use. */
        TOKEN,
        /** Letters without digits. */
        LETTERS,
        /** Anything else: perhaps a password, perhaps prose or code. */
        OTHER
    }

    private static final Pattern UUID =
            Pattern.compile("[0-9A-Za-z]{8}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{12}");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]+|[0-9A-F]+");
    private static final Pattern DIGITS = Pattern.compile("[0-9.,:-]+");
    private static final Pattern LETTERS = Pattern.compile("[A-Za-z_.-]+");
    private static final Pattern TOKEN = Pattern.compile("[0-9A-Za-z_][0-9A-Za-z_+/.~:%!$-]*={0,2}");

    static Value of(String text) {
        return new Value(
                form(text), text.length(), prefix(text), Randomness.of(text), Placeholders.countingShare(text));
    }

    private static int prefix(String text) {
        int letters = 0;
        while (letters < text.length() && text.charAt(letters) >= 'a' && text.charAt(letters) <= 'z') {
            letters++;
        }
        return letters > 0 && letters < text.length() && text.charAt(letters) == '_' ? letters + 1 : 0;
    }

    private static Form form(String text) {
        if (UUID.matcher(text).matches()) {
            return Form.UUID;
        }
        if (DIGITS.matcher(text).matches()) {
            return Form.DIGITS;
        }
        if (HEXADECIMAL.matcher(text).matches()) {
            return Form.HEXADECIMAL;
        }
        if (LETTERS.matcher(text).matches()) {
            return Form.LETTERS;
        }
        return TOKEN.matcher(text).matches() ? Form.TOKEN : Form.OTHER;
    }

    /** Whether generators make values of this length: multiples of four, whole bytes in base64, or at least even. */
    boolean hasUsualLength() {
        return length % 2 == 0 || length == 27 || length == 43 || length == 25 || length == 45 || length > 64;
    }
}
