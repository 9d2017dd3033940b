package dev.keyturn.rule;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.keyturn.regex.Expression;
import dev.keyturn.regex.Patience;
import dev.keyturn.regex.Span;
import dev.keyturn.regex.Trail;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression in RE2's dialect, which takes linear time on any input. Compiled when first used: by us, or by
 * RE2/J if it has something that our automata lack. Or what is compared by hand, such as the shape of a key.
 */
public final class Regex {
    /** There is no match. */
    public static final int NONE = Expression.NONE;

    /** Whether there is a match depends on more of the text. */
    public static final int OPEN = Expression.OPEN;

    /** The longest match in bytes that RE2/J is asked for at a place. */
    private static final int LONGEST = 1 << 14;

    /** The most that RE2/J may have to do in one search, which nothing can break off. */
    private static final long MOST_STEPS = 2_000_000_000L;

    private final String source;
    private final @Nullable ByHand byHand;
    private final long size;
    private final Patience.@Nullable Account account;
    private volatile @Nullable Optional<Expression> expression;
    private volatile @Nullable Pattern compiled;

    private Regex(String source, long size, Patience.@Nullable Account account) {
        this.source = source;
        this.size = size;
        this.account = account;
        byHand = null;
    }

    private Regex(ByHand byHand) {
        source = "";
        size = 0;
        account = null;
        this.byHand = byHand;
    }

    /** Compares what stands at an offset with what it looks for, without an automaton. */
    interface ByHand {
        /** What starts at an offset, or null. */
        @Nullable
        Found at(byte[] text, int from, int to);

        /** The most bytes that it can have. */
        int longest();

        /** The same as a regular expression. */
        String regex();

        /** The same for people. */
        String inWords();
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
        return new Regex(source, 0, null);
    }

    /** What is compared by hand. */
    static Regex of(ByHand byHand) {
        return new Regex(byHand);
    }

    /** @throws PatternSyntaxException if it is not well formed */
    static Regex checked(String source) {
        return checked(source, null);
    }

    /**
     * An expression from a configuration.
     *
     * @param patience how long it and its like may take
     * @throws PatternSyntaxException if it is not well formed, or too large
     */
    static Regex checked(String source, @Nullable Patience patience) {
        long size = Repetitions.check(source);
        Regex regex = new Regex(source, size, patience == null ? null : patience.account());
        regex.pattern();
        return regex;
    }

    /** How large it is when its repetitions are written out; 0 if that was not asked. */
    long size() {
        return size;
    }

    /** Whether it has taken too long, so that nothing more is searched with it. */
    public boolean isGivenUp() {
        return account != null && account.isEmpty();
    }

    private <T> @Nullable T patiently(int bytes, Patience.Search<T> search) {
        if (account == null) {
            return search.run();
        }
        if (expression().isEmpty() && size * bytes > MOST_STEPS) {
            account.close();
        }
        return account.run(bytes, search);
    }

    /** Whether it matches somewhere in a text. */
    public boolean occursIn(String text) {
        return Boolean.TRUE.equals(
                patiently(text.length(), () -> pattern().matcher(text).find()));
    }

    /** The most bytes that a match can have; {@link Integer#MAX_VALUE} if there is no such number. */
    public int longest() {
        return byHand == null ? expression().map(Expression::longest).orElse(Integer.MAX_VALUE) : byHand.longest();
    }

    /** Count of its groups. */
    int groups() {
        return pattern().groupCount();
    }

    /**
     * The end of the match that starts where a span does, {@link #NONE}, or {@link #OPEN} if more than the span decides
     * it.
     */
    public int end(Span span) {
        if (byHand != null) {
            Found found = byHand.at(span.text(), span.from(), span.length());
            return found == null ? NONE : found.end();
        }
        Expression automaton = expression().orElse(null);
        return automaton == null ? OPEN : automaton.end(span);
    }

    /** The same however much of the text decides it. */
    public int longEnd(Span span, Trail trail) {
        Expression automaton = expression().orElse(null);
        if (automaton != null) {
            return automaton.longEnd(span, trail);
        }
        int to = (int) Math.min(span.length(), (long) span.from() + LONGEST);
        Matcher matcher = matcher(span.text(), span.from(), to);
        return matcher.lookingAt() ? span.from() + matcher.end() : NONE;
    }

    /** What was found in a span that is known to be a match. */
    public Found found(Span match, int group) {
        if (byHand != null) {
            return new Found(match.from(), match.to(), match.from(), match.to());
        }
        Expression automaton = expression().orElse(null);
        if (automaton != null) {
            Span secret = automaton.group(match, group);
            Span taken = secret == null ? match : secret;
            return new Found(match.from(), match.to(), taken.from(), taken.to());
        }
        Matcher matcher = matcher(match.text(), match.from(), match.to());
        return matcher.lookingAt()
                ? found(matcher, match.from(), group)
                : new Found(match.from(), match.to(), match.from(), match.to());
    }

    /** The first match in a span, or null. */
    public @Nullable Found find(Span span, int group) {
        if (byHand != null) {
            return byHand.at(span.text(), span.from(), span.to());
        }
        return account == null ? firstIn(span, group) : patiently(span.to() - span.from(), () -> firstIn(span, group));
    }

    private @Nullable Found firstIn(Span span, int group) {
        Expression automaton = expression().orElse(null);
        if (automaton != null) {
            Span match = automaton.find(span);
            return match == null ? null : found(match, group);
        }
        Matcher matcher = matcher(span.text(), span.from(), span.to());
        return matcher.find() ? found(matcher, span.from(), group) : null;
    }

    private Matcher matcher(byte[] text, int from, int to) {
        return pattern().matcher(Arrays.copyOfRange(text, from, to));
    }

    /** The first match in {@code text[from, to)} or null; what is beyond counts as not there. */
    public @Nullable Found find(byte[] text, int from, int to, int group) {
        byte[] part = Arrays.copyOfRange(text, from, to);
        Found found = find(new Span(part, 0, part.length, part.length), group);
        return found == null
                ? null
                : new Found(
                        from + found.start(), from + found.end(), from + found.groupStart(), from + found.groupEnd());
    }

    /** Where in a text it needs to be tried; nothing if everywhere. */
    public Optional<Extent> extent() {
        return Extent.of(source, List.of());
    }

    /** For an expression of paths: itself, and what of it is behind its last slash, if that can stand alone. */
    public List<Regex> tails() {
        int slash = source.lastIndexOf('/');
        List<Regex> tails = new ArrayList<>(List.of(this));
        try {
            tails.add(checked(source.substring(slash + 1)));
        } catch (PatternSyntaxException e) {
            return tails;
        }
        return tails;
    }

    /** Takes note of a match. */
    @FunctionalInterface
    public interface Each {
        /** A match from an offset up to another. */
        void at(int start, int end);
    }

    /** Every match in {@code text[from, to)}, one after the other; what is beyond counts as not there. */
    public void each(byte[] text, int from, int to, Each out) {
        if (account == null) {
            eachIn(text, from, to, out);
            return;
        }
        patiently(to - from, () -> {
            eachIn(text, from, to, out);
            return text;
        });
    }

    private void eachIn(byte[] text, int from, int to, Each out) {
        Expression automaton = expression().orElse(null);
        if (automaton == null) {
            Matcher matcher = matcher(text, from, to);
            while (matcher.find()) {
                out.at(from + matcher.start(), from + matcher.end());
            }
            return;
        }
        Span match = automaton.find(new Span(text, from, to, to));
        while (match != null) {
            out.at(match.from(), match.to());
            int next = Math.max(match.to(), match.from() + 1);
            match = next > to ? null : automaton.find(new Span(text, next, to, to));
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

    private Optional<Expression> expression() {
        Optional<Expression> made = expression;
        if (made == null) {
            made = Expression.of(toString(), account);
            expression = made;
        }
        return made;
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
            pattern = Pattern.compile(toString());
            compiled = pattern;
        }
        return pattern;
    }

    /** What it looks for, for people. */
    public String inWords() {
        return byHand == null ? "the form " + source : byHand.inWords();
    }

    @Override
    public String toString() {
        return byHand == null ? source : byHand.regex();
    }
}
