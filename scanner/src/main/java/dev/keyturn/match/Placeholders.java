package dev.keyturn.match;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells strings that stand for a secret, or show what one looks like, from secrets. */
final class Placeholders {
    /** Words that no generator makes, in a value of any length. */
    private static final Vocabulary LONG_WORDS = Vocabulary.of(
            "example",
            "sample",
            "placeholder",
            "changeme",
            "change_me",
            "change-me",
            "changeit",
            "redacted",
            "notreal",
            "not-real",
            "not_real",
            "replace",
            "insert",
            "invalid",
            "dummy",
            "fake",
            "thisis",
            "1234-1234",
            "somekey",
            "yourkey",
            "my-secret",
            "mysecret",
            "my_secret",
            "youraccess",
            "yourapi",
            "yourtoken",
            "yoursecret",
            "yourpass");

    /** Words that chance makes in a long value. */
    private static final Vocabulary SHORT_WORDS =
            Vocabulary.of("xxxx", "****", "your_", "your-", "<your", "todo", "....");

    private static final int SHORT = 30;
    private static final int RUN = 6;
    /** What template languages, shells and programs replace; what only quotes a name. */
    private static final Pattern TEMPLATE = Pattern.compile(
            "\\$\\{|\\$\\(|\\{\\{|\\}\\}|<%|%>|#\\{|\\{[0-9A-Za-z_.]*\\}|^<.*>$|^\\$[A-Za-z_]|^%[A-Za-z_]+%?$|%[sdv]|^@[A-Za-z_]+@$"
                    + "|^\\[.*\\]$|^__.*__$|^!");

    private Placeholders() {}

    /** Whether a string is a placeholder for sure. */
    static boolean looksLike(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return LONG_WORDS.occursIn(lower)
                || lower.contains("xxxxx")
                || value.length() <= SHORT && SHORT_WORDS.occursIn(lower)
                || repeats(lower);
    }

    /** Whether a string is filled in by something else before it is used. */
    static boolean isTemplate(String value) {
        return TEMPLATE.matcher(value).find();
    }

    /** A character that fills a quarter of the string in one run, as no generator does. */
    private static boolean repeats(String text) {
        int run = 1;
        for (int i = 1; i < text.length(); i++) {
            run = text.charAt(i) == text.charAt(i - 1) ? run + 1 : 1;
            if (run >= RUN && run * 4 >= Math.min(text.length(), 60)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is nothing but three or more times the same. */
    static boolean isRow(String text) {
        int again = (text + text).indexOf(text, 1);
        return again * 3 <= text.length();
    }

    /** The share of a string's characters that continue counting, spelling the alphabet or a row of the keyboard. */
    static double countingShare(String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        return Math.max(counted(lower) / (double) Math.max(1, lower.length()), countedApart(lower));
    }

    /** The same where letters and digits take turns and each of them goes on: {@code a1b2c3}, {@code abc123def456}. */
    private static double countedApart(String lower) {
        StringBuilder letters = new StringBuilder(lower.length());
        StringBuilder digits = new StringBuilder(lower.length());
        for (int i = 0; i < lower.length(); i++) {
            char next = lower.charAt(i);
            if (next >= 'a' && next <= 'z') {
                letters.append(next);
            } else if (next >= '0' && next <= '9') {
                digits.append(next);
            }
        }
        return (counted(letters) + counted(digits)) / (double) Math.max(1, lower.length());
    }

    /** How many characters stand in a row of at least four of which each follows the one before. */
    private static int counted(CharSequence text) {
        int counted = 0;
        int run = 1;
        for (int i = 1; i <= text.length(); i++) {
            boolean continues = i < text.length() && follows(text.charAt(i - 1), text.charAt(i));
            if (continues) {
                run++;
            } else {
                counted += run >= 4 ? run : 0;
                run = 1;
            }
        }
        return counted;
    }

    private static final String ROWS = "qwertyuiop asdfghjkl zxcvbnm";

    private static boolean follows(char before, char next) {
        if (next - before == 1 || before == '9' && next == '0') {
            return true;
        }
        int at = ROWS.indexOf(before);
        return before != ' ' && at >= 0 && at + 1 < ROWS.length() && ROWS.charAt(at + 1) == next;
    }
}
