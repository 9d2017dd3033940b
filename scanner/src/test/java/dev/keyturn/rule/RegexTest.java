package dev.keyturn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.keyturn.regex.Expression;
import dev.keyturn.regex.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our automata find what RE2/J finds, in made up expressions and in those of every rule. */
class RegexTest {
    private static final String[] ATOMS = {
        "a",
        "b",
        "c",
        "_",
        "1",
        "-",
        " ",
        "\\n",
        "é",
        ".",
        "(?s:.)",
        "[ab]",
        "[^a]",
        "[a-c_]",
        "[^é1]",
        "\\d",
        "\\w",
        "\\W",
        "\\s",
        "\\S",
        "\\b",
        "\\B",
        "^",
        "$",
        "(?m:^)",
        "(?m:$)",
        "\\A",
        "\\z",
        "(?i:a)",
        "(?i:[b-d])",
        "(?i:k)",
        "ab",
        "bca"
    };
    private static final String[] TEXT = {
        "a", "b", "c", "A", "B", "_", "1", "-", " ", "\n", "é", "ab", "bca", "\u212a", "k"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void findsInMadeUpTextsWhatRe2jFinds(long seed) {
        Random random = new Random(seed);
        int compared = 0;
        for (int round = 0; round < 3000; round++) {
            String source = choice(random, 3);
            Optional<Expression> expression = Expression.of(source, null);
            if (expression.isPresent()) {
                Pattern pattern = Pattern.compile(source);
                for (int i = 0; i < 6; i++) {
                    compare(expression.get(), pattern, text(random, random.nextInt(40)));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(5000);
    }

    @Test
    void knowsEveryRuleThatComesWithTheProduct() {
        Random random = new Random(5);
        for (Rule rule : Rules.builtIn().rules()) {
            Regex regex = rule.detection().regex();
            if (regex != null && !rule.generic()) {
                Expression expression = Expression.of(regex.toString(), null)
                        .orElseThrow(() -> new AssertionError(rule.id() + " is not compiled: " + regex));
                Pattern pattern = Pattern.compile(regex.toString());
                for (int i = 0; i < 20; i++) {
                    compare(expression, pattern, like(rule, random));
                }
            }
        }
    }

    /** RE2/J is given characters, for what it sees before an offset in bytes is not what Go sees there. */
    private static void compare(Expression expression, Pattern pattern, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Matcher matcher = pattern.matcher(text);
        List<List<Integer>> expected = new ArrayList<>();
        List<List<Integer>> found = new ArrayList<>();
        int from = 0;
        while (from <= text.length() && matcher.find(from)) {
            Span match = expression.find(span(bytes, offset(text, from)));
            for (int group = 0; group <= matcher.groupCount(); group++) {
                expected.add(List.of(offset(text, matcher.start(group)), offset(text, matcher.end(group))));
                Span place = match == null || group == 0 ? match : expression.group(match, group);
                found.add(place == null ? List.of(-1, -1) : List.of(place.from(), place.to()));
            }
            assertThat(expression.end(span(bytes, offset(text, matcher.start()))))
                    .as("the end of %s in '%s' from %d", pattern, text, matcher.start())
                    .isEqualTo(offset(text, matcher.end()));
            from = matcher.end();
        }
        assertThat(found).as("%s in '%s'", pattern, text).isEqualTo(expected);
        if (from <= text.length()) {
            assertThat(expression.find(span(bytes, offset(text, from))) == null)
                    .as("nothing more of %s in '%s' from %d", pattern, text, from)
                    .isTrue();
        }
    }

    private static Span span(byte[] bytes, int from) {
        return new Span(bytes, from, bytes.length, bytes.length);
    }

    private static int offset(String text, int index) {
        return index < 0 ? -1 : text.substring(0, index).getBytes(StandardCharsets.UTF_8).length;
    }

    /** Pieces of a rule's own expression and of its keywords, in some order. */
    private static String like(Rule rule, Random random) {
        String source = rule.detection().regex() + " "
                + String.join(" ", rule.detection().keywords());
        StringBuilder text = new StringBuilder();
        while (text.length() < 600) {
            int from = random.nextInt(source.length());
            int to = Math.min(source.length(), from + random.nextInt(12));
            text.append(source, from, to);
            int run = random.nextInt(4) == 0 ? random.nextInt(90) : 0;
            for (int i = 0; i < run; i++) {
                text.append("0123456789abcdefABCDEF_-xyzXYZ".charAt(random.nextInt(30)));
            }
        }
        return text.toString();
    }

    private static String text(Random random, int parts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts; i++) {
            text.append(TEXT[random.nextInt(TEXT.length)]);
        }
        return text.toString();
    }

    private static String choice(Random random, int depth) {
        StringBuilder source = new StringBuilder(sequence(random, depth));
        while (random.nextInt(4) == 0) {
            source.append('|').append(sequence(random, depth));
        }
        return source.toString();
    }

    private static String sequence(Random random, int depth) {
        StringBuilder source = new StringBuilder();
        int parts = 1 + random.nextInt(3);
        for (int i = 0; i < parts; i++) {
            source.append(repeated(random, depth));
        }
        return source.toString();
    }

    /** Only what cannot be empty is repeated without end: of the rest no two engines think the same. */
    private static String repeated(Random random, int depth) {
        String atom = depth > 0 && random.nextInt(3) == 0
                ? (random.nextBoolean() ? "(" : "(?:") + choice(random, depth - 1) + ")"
                : ATOMS[random.nextInt(ATOMS.length)];
        boolean whole = !(atom.length() > 1 && Character.isLetter(atom.charAt(0)));
        boolean never = Pattern.compile("^(?:" + atom + ")$").matcher("").find()
                || atom.matches("(?s).*(?:\\\\[bBAz]|[\\^$]|\\(\\?m).*");
        return switch (whole && !never ? random.nextInt(12) : 0) {
            case 1 -> atom + "*";
            case 2 -> atom + "+";
            case 3 -> atom + "?";
            case 4 -> atom + "*?";
            case 5 -> atom + "+?";
            case 6 -> atom + "??";
            case 7 -> atom + "{2}";
            case 8 -> atom + "{1,3}";
            case 9 -> atom + "{2,}";
            case 10 -> atom + "{0,2}?";
            default -> atom;
        };
    }
}
