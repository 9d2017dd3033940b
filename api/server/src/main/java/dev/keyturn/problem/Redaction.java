package dev.keyturn.problem;

import dev.keyturn.key.ApiKey;
import java.util.regex.Pattern;

/** What is kept of text that comes from outside: nothing that might be a key of ours, nor what no text can hold. */
public final class Redaction {
    private static final Pattern MAYBE_KEY = Pattern.compile("sk_[A-Za-z0-9_]{4,}");

    /** Of the surrogates only those without their other half: a pattern reads a pair as one character. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");

    private Redaction() {}

    /** The text with every run that starts as a key does replaced. */
    public static String of(String text) {
        return text.contains(ApiKey.PREFIX) ? MAYBE_KEY.matcher(text).replaceAll("sk_…") : text;
    }

    /**
     * The text as it is kept and shown: redacted, on one line, cut, and encodable, as half a surrogate pair is not.
     *
     * @param longest in UTF-16 units
     */
    public static String words(String text, int longest) {
        String line = UNPRINTABLE.matcher(of(text)).replaceAll(" ").strip();
        if (line.length() <= longest) {
            return line;
        }
        return line.substring(0, Character.isHighSurrogate(line.charAt(longest - 1)) ? longest - 1 : longest);
    }
}
