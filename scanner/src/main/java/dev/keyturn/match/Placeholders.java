package dev.keyturn.match;

import java.util.List;
import java.util.Locale;

/** Tells strings that stand for a secret, or show what one looks like, from secrets. */
final class Placeholders {
    private static final List<String> WORDS = List.of(
            "example",
            "sample",
            "placeholder",
            "changeme",
            "change_me",
            "xxxx",
            "yourkey",
            "your_",
            "your-",
            "dummy",
            "redacted",
            "notreal",
            "insert",
            "fake",
            "abcdefgh",
            "12345678",
            "qwerty",
            "deadbeef",
            "0123456");
    private static final int LONGEST_REPEAT = 6;

    private Placeholders() {}

    static boolean looksLike(String secret) {
        String lower = secret.toLowerCase(Locale.ROOT);
        return WORDS.stream().anyMatch(lower::contains) || repeats(lower);
    }

    private static boolean repeats(String text) {
        int run = 1;
        for (int i = 1; i < text.length(); i++) {
            run = text.charAt(i) == text.charAt(i - 1) ? run + 1 : 1;
            if (run >= LONGEST_REPEAT) {
                return true;
            }
        }
        return false;
    }
}
