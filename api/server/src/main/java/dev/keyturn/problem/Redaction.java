package dev.keyturn.problem;

import dev.keyturn.key.ApiKey;
import java.util.regex.Pattern;

/** Blots out whatever might be a key of ours in text that comes from outside. */
public final class Redaction {
    private static final Pattern MAYBE_KEY = Pattern.compile("sk_[A-Za-z0-9_]{4,}");

    private Redaction() {}

    /** The text with every run that starts as a key does replaced. */
    public static String of(String text) {
        return text.contains(ApiKey.PREFIX) ? MAYBE_KEY.matcher(text).replaceAll("sk_…") : text;
    }
}
