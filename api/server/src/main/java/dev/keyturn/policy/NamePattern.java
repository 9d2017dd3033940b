package dev.keyturn.policy;

import dev.keyturn.problem.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern for names, such as {@code {team}-{service}}. A word in braces stands for one or more characters other than
 * the one that follows it in the pattern, so that there is one way to read a name and no need to try others.
 */
final class NamePattern {
    private static final Pattern SHAPE =
            Pattern.compile("[^{}\\p{Cntrl}]*(\\{[a-z][a-z0-9 -]{0,30}}[^{}\\p{Cntrl}]+)*(\\{[a-z][a-z0-9 -]{0,30}})?");
    private static final Pattern WORD = Pattern.compile("\\{[^}]*}");

    private final Pattern pattern;

    private NamePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws ProblemException if it is no pattern */
    static NamePattern of(String text) {
        if (text.length() > 100 || text.isBlank() || !SHAPE.matcher(text).matches()) {
            throw ProblemException.invalid(
                    "'namePattern' is literal text with words in braces and something between any"
                            + " two of them, such as {team}-{service}.");
        }
        StringBuilder expression = new StringBuilder();
        Matcher words = WORD.matcher(text);
        int from = 0;
        while (words.find()) {
            expression.append(Pattern.quote(text.substring(from, words.start())));
            from = words.end();
            expression.append(
                    from == text.length() ? ".+" : "[^" + Pattern.quote(text.substring(from, from + 1)) + "]+");
        }
        return new NamePattern(Pattern.compile(expression + Pattern.quote(text.substring(from))));
    }

    boolean fits(String name) {
        return pattern.matcher(name).matches();
    }
}
