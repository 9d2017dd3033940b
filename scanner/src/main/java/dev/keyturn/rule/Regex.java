package dev.keyturn.rule;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A regular expression in RE2's dialect, which takes linear time on any input. Compiled when first used. */
public final class Regex {
    private static final java.util.regex.Pattern LONG =
            java.util.regex.Pattern.compile("[*+]|\\{\\d+,\\}|\\{(?:\\d+,)?(?:2[5-9]\\d|[3-9]\\d\\d|\\d{4,})\\}");

    private final String source;
    private final boolean isLong;
    private volatile @Nullable Pattern compiled;

    private Regex(String source) {
        this.source = source;
        this.isLong = LONG.matcher(source).find();
    }

    /**
     * What was found.
     *
     * @param start offset of the match
     * @param end offset after it
     * @param groupStart offset of the secret in it
     * @param groupEnd offset after the secret
     */
    public record Found(int start, int end, int groupStart, int groupEnd) {}

    /** An expression that is known to be well formed. */
    static Regex lazy(String source) {
        return new Regex(source);
    }

    /** @throws PatternSyntaxException if it is not well formed */
    static Regex checked(String source) {
        Regex regex = new Regex(source);
        regex.pattern();
        return regex;
    }

    /** Whether it matches somewhere in a text. */
    public boolean occursIn(String text) {
        return pattern().matcher(text).find();
    }

    /** Whether a match can have more than a few hundred bytes. */
    public boolean isLong() {
        return isLong;
    }

    /** Count of its groups. */
    int groups() {
        return pattern().groupCount();
    }

    /** The match that starts exactly at an offset, or null. */
    public @Nullable Found at(byte[] text, int from, int to, int group) {
        Matcher matcher = pattern().matcher(Arrays.copyOfRange(text, from, to));
        return matcher.lookingAt() ? found(matcher, from, group) : null;
    }

    /** The next match at or after an offset, or null. */
    public @Nullable Found find(byte[] text, int from, int to, int group) {
        Matcher matcher = pattern().matcher(Arrays.copyOfRange(text, from, to));
        return matcher.find() ? found(matcher, from, group) : null;
    }

    /** Takes note of a match. */
    @FunctionalInterface
    public interface Span {
        /** A match from an offset up to another. */
        void at(int start, int end);
    }

    /** Every match in {@code text[from, to)}, one after the other; what is beyond counts as not there. */
    public void each(byte[] text, int from, int to, Span out) {
        boolean all = from == 0 && to == text.length;
        Matcher matcher = pattern().matcher(all ? text : Arrays.copyOfRange(text, from, to));
        while (matcher.find()) {
            out.at(from + matcher.start(), from + matcher.end());
        }
    }

    private static Found found(Matcher matcher, int from, int group) {
        int secret = group > 0 ? group : firstGroup(matcher);
        boolean taken = matcher.start(secret) >= 0;
        return new Found(
                from + matcher.start(),
                from + matcher.end(),
                from + (taken ? matcher.start(secret) : matcher.start()),
                from + (taken ? matcher.end(secret) : matcher.end()));
    }

    private static int firstGroup(Matcher matcher) {
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.start(group) >= 0 && matcher.end(group) > matcher.start(group)) {
                return group;
            }
        }
        return 0;
    }

    private Pattern pattern() {
        Pattern pattern = compiled;
        if (pattern == null) {
            pattern = Pattern.compile(source);
            compiled = pattern;
        }
        return pattern;
    }

    @Override
    public String toString() {
        return source;
    }
}
