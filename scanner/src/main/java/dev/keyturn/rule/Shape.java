package dev.keyturn.rule;

import dev.keyturn.rule.Syntax.Chain;
import dev.keyturn.rule.Syntax.Chars;
import dev.keyturn.rule.Syntax.Choice;
import dev.keyturn.rule.Syntax.Edge;
import dev.keyturn.rule.Syntax.Repeat;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What every match of a rule holds in one of its lines, as an extended regular expression of {@code grep -E} in the C
 * locale: a line that does not fit has no match, one that fits may have one.
 *
 * @param head the expression, as far as it has to be written for this rule
 * @param tail the run of characters that ends it, so that expressions with the same one can share it; may be empty
 * @param telling whether few texts but secrets fit
 */
public record Shape(String head, String tail, boolean telling) {
    /** A run longer than this says no more, and costs. */
    private static final int LONGEST_RUN = 20;

    private static final int ENOUGH = 100;
    private static final int ENOUGH_BEFORE_RUN = 70;
    private static final int ENOUGH_IN_LINE = 90;
    private static final int TWO_LETTERS = 12;
    private static final int FOUR_LETTERS = 24;

    /** A line of a text that has the rule's matches fits one of these. */
    public static List<Shape> of(Rule rule) {
        Detection detection = rule.detection();
        int needed = detection.near().isNeeded() ? FOUR_LETTERS : TWO_LETTERS;
        return of(String.valueOf(detection.regex()), needed);
    }

    static List<Shape> of(String regex, int needed) {
        Syntax syntax = SyntaxReader.read(regex);
        List<Syntax> branches = syntax instanceof Choice choice ? choice.branches() : List.of(syntax);
        return branches.stream()
                .map(branch -> new Writing(needed).shape(branch))
                .toList();
    }

    /** The whole expression. */
    public String expression() {
        return head + tail;
    }

    /** Writes the parts of an expression one after the other until they say enough. */
    private static final class Writing {
        private final int needed;
        private String tail = "";

        Writing(int needed) {
            this.needed = needed;
        }

        Shape shape(Syntax syntax) {
            List<Syntax> parts = new ArrayList<>(syntax instanceof Chain chain ? chain.parts() : List.of(syntax));
            while (parts.size() > 1
                    && (parts.get(0).canBeEmpty() || parts.get(0).canBreakLine())) {
                parts.remove(0);
            }
            while (parts.size() > 1
                    && bits(parts.get(0), 2) == 0
                    && letters(parts.subList(1, parts.size())) >= needed) {
                parts.remove(0);
            }
            String head = write(parts, 0, 0, true);
            return new Shape(head, tail, letters(parts) >= needed);
        }

        private static double letters(List<Syntax> parts) {
            return parts.stream().mapToDouble(part -> bits(part, 2)).sum();
        }

        private String write(List<Syntax> parts, int at, double bits, boolean top) {
            if (at == parts.size() || bits >= ENOUGH && !(parts.get(at) instanceof Chars)) {
                return "";
            }
            Syntax part = parts.get(at);
            if (part instanceof Edge) {
                return write(parts, at + 1, bits, top);
            }
            if (part.canBreakLine()) {
                return bits >= ENOUGH_IN_LINE ? "" : acrossLines(parts, at, bits);
            }
            double after = bits + bits(part, Syntax.BEYOND);
            if (part instanceof Repeat run && run.part() instanceof Chars chars && ends(run, after)) {
                return last(chars, Math.min(run.least(), LONGEST_RUN), top);
            }
            return plain(part) + write(parts, at + 1, after, top);
        }

        private static boolean ends(Repeat run, double bitsAfter) {
            boolean variable = run.least() != run.most();
            return run.least() > LONGEST_RUN || variable && run.least() > 0 && bitsAfter >= ENOUGH_BEFORE_RUN;
        }

        private String last(Chars chars, int count, boolean top) {
            String run = bracket(chars) + "{" + count + "}";
            if (!top) {
                return run;
            }
            tail = run;
            return "";
        }

        /** What follows may stand in the next line: then this one ends here. */
        private String acrossLines(List<Syntax> parts, int at, double bits) {
            Syntax part = parts.get(at);
            Syntax one = part instanceof Repeat repeat ? repeat.part() : part;
            if (!(one instanceof Chars chars)) {
                return "";
            }
            Chars inLine = chars.withoutLineEnd();
            String rest = write(parts, at + 1, bits, false);
            if (rest.isEmpty() || inLine.set().isEmpty()) {
                return rest.isEmpty() ? "" : "$";
            }
            String bracket = bracket(inLine);
            Repeat repeat = part instanceof Repeat given ? given : new Repeat(part, 1, 1);
            return "(" + bracket + count(repeat, chars) + rest + "|" + bracket + "*$)";
        }
    }

    private static String plain(Syntax part) {
        if (part instanceof Chars chars) {
            return bracket(chars) + (chars.set().get(Syntax.BEYOND) ? "+" : "");
        }
        if (part instanceof Chain chain) {
            return chain.parts().stream().map(Shape::plain).collect(Collectors.joining());
        }
        if (part instanceof Choice choice) {
            List<String> branches = choice.branches().stream().map(Shape::plain).toList();
            String all =
                    "(" + branches.stream().filter(branch -> !branch.isEmpty()).collect(Collectors.joining("|")) + ")";
            return all.equals("()") ? "" : all + (branches.contains("") ? "?" : "");
        }
        if (part instanceof Repeat repeat) {
            String inner = plain(repeat.part());
            boolean single =
                    repeat.part() instanceof Chars chars && !chars.set().get(Syntax.BEYOND);
            String group = single ? inner : "(" + inner + ")";
            return inner.isEmpty() ? "" : group + count(repeat, repeat.part());
        }
        return "";
    }

    private static String count(Repeat repeat, Syntax part) {
        boolean loose =
                repeat.most() < 0 || part instanceof Chars chars && chars.set().get(Syntax.BEYOND);
        if (repeat.least() == 0 && (loose || repeat.most() > LONGEST_RUN)) {
            return "*";
        }
        if (loose || repeat.most() > repeat.least() + LONGEST_RUN) {
            return "{" + Math.min(repeat.least(), LONGEST_RUN) + ",}";
        }
        return repeat.least() == repeat.most()
                ? repeat.least() == 1 ? "" : "{" + repeat.least() + "}"
                : "{" + repeat.least() + "," + repeat.most() + "}";
    }

    /** How much a part tells, in bits, counting sets of at most so many characters. */
    private static double bits(Syntax part, int largest) {
        if (part instanceof Chars chars) {
            int size = Math.max(1, chars.set().cardinality());
            return size > largest ? 0 : Math.log(Syntax.BEYOND / (double) size) / Math.log(2);
        }
        if (part instanceof Chain chain) {
            return chain.parts().stream()
                    .mapToDouble(inner -> bits(inner, largest))
                    .sum();
        }
        if (part instanceof Choice choice) {
            return choice.branches().stream()
                    .mapToDouble(inner -> bits(inner, largest))
                    .min()
                    .orElse(0);
        }
        return part instanceof Repeat repeat ? repeat.least() * bits(repeat.part(), largest) : 0;
    }

    /** Zero bytes are shown to grep as ones: it cannot be given them. */
    static String bracket(Chars chars) {
        BitSet set = (BitSet) chars.set().clone();
        set.set(1, set.get(0) || set.get(1));
        set.clear(0);
        boolean beyond = set.get(Syntax.BEYOND);
        set.clear(Syntax.BEYOND);
        if (set.cardinality() == 1 && !beyond) {
            return literal((char) set.nextSetBit(0));
        }
        String first = set.get(']') ? "]" : "";
        String last = set.get('-') ? "-" : "";
        set.clear(']');
        set.clear('-');
        boolean caret = set.get('^') && set.nextSetBit(0) == '^' && first.isEmpty();
        if (caret) {
            set.clear('^');
        }
        return "[" + first + ranges(set) + (beyond ? "\u0080-\u00ff" : "") + (caret ? "^" : "") + last + "]";
    }

    private static String ranges(BitSet set) {
        StringBuilder text = new StringBuilder();
        int from = set.nextSetBit(0);
        while (from >= 0) {
            int to = set.nextClearBit(from) - 1;
            text.append((char) from);
            if (to > from) {
                text.append(to > from + 1 ? "-" : "").append((char) to);
            }
            from = set.nextSetBit(to + 1);
        }
        return text.toString();
    }

    /** A character that stands for itself in an extended regular expression. */
    static String literal(char character) {
        return "\\^$.[]|()*+?{}".indexOf(character) >= 0 ? "\\" + character : String.valueOf(character);
    }
}
