package dev.keyturn.match;

import dev.keyturn.decode.Text;
import dev.keyturn.rule.Context;
import dev.keyturn.rule.Regex;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Looks for words in the bytes around a secret, never further than a rule may reach. */
final class Surrounding {
    private Surrounding() {}

    /** Whether one of the words that a rule needs stands near, in any case; the secret itself does not count. */
    static boolean has(Context needed, Regex.Found at, Text text) {
        if (!needed.isNeeded()) {
            return true;
        }
        String before = lower(text, at.groupStart() - needed.reach(), at.groupStart());
        String after = lower(text, at.groupEnd(), at.groupEnd() + needed.reach());
        return needed.words().stream().anyMatch(word -> before.contains(word) || after.contains(word));
    }

    private static String lower(Text text, int from, int to) {
        int start = Math.max(0, from);
        int end = Math.min(text.length(), to);
        return new String(text.bytes(), start, end - start, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }
}
