package dev.keyturn.regex;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads RE2's syntax as Go has it; Unicode classes are not among what it knows. */
final class Parser {
    private static final int MOST_REPEATS = 1000;
    private static final int DEEPEST = 200;

    private final String source;
    private int at;
    private int groups;
    private int depth;
    private boolean folding;
    private boolean lines;
    private boolean dotAll;
    private boolean ungreedy;

    private Parser(String source) {
        this.source = source;
    }

    /** The tree, and how many groups it has. */
    record Parsed(Node tree, int groups) {}

    static Parsed parse(String source) throws Unsupported {
        Parser parser = new Parser(source);
        Node tree = parser.choice();
        if (!parser.done()) {
            throw new Unsupported("unmatched )");
        }
        return new Parsed(tree, parser.groups);
    }

    private Node choice() throws Unsupported {
        if (++depth > DEEPEST) {
            throw new Unsupported("too deep");
        }
        List<Node> parts = new ArrayList<>();
        parts.add(sequence());
        while (take('|')) {
            parts.add(sequence());
        }
        depth--;
        return parts.size() == 1 ? parts.get(0) : new Node.Choice(parts);
    }

    private Node sequence() throws Unsupported {
        List<Node> parts = new ArrayList<>();
        while (!done() && peek() != '|' && peek() != ')') {
            if (source.startsWith("\\Q", at)) {
                quoted(parts);
            } else {
                parts.add(repeated(atom()));
            }
        }
        return parts.size() == 1 ? parts.get(0) : new Node.Sequence(parts);
    }

    private void quoted(List<Node> parts) throws Unsupported {
        int end = source.indexOf("\\E", at);
        int to = end < 0 ? source.length() : end;
        at += 2;
        while (at < to) {
            parts.add(literal(rune()));
        }
        at = end < 0 ? to : end + 2;
        if (!done() && "*+?{".indexOf(peek()) >= 0) {
            throw new Unsupported("a repeated quotation");
        }
    }

    private Node repeated(Node atom) throws Unsupported {
        int[] counts = counts();
        if (counts == null) {
            return atom;
        }
        boolean lazy = take('?');
        if (!done() && ("*+?".indexOf(peek()) >= 0 || counts() != null)) {
            throw new Unsupported("a repetition repeated");
        }
        return new Node.Repeat(atom, counts[0], counts[1], lazy == ungreedy);
    }

    /** The least and the most that the repetition here asks for, or null if there is none here. */
    private int @Nullable [] counts() throws Unsupported {
        if (take('*')) {
            return new int[] {0, -1};
        }
        if (take('+')) {
            return new int[] {1, -1};
        }
        return take('?') ? new int[] {0, 1} : bracedCounts();
    }

    private int @Nullable [] bracedCounts() throws Unsupported {
        int before = at;
        if (take('{')) {
            int least = number();
            int most = take(',') ? number() : least;
            boolean open = source.charAt(at - 1) == ',';
            if (least >= 0 && (most >= 0 || open) && take('}')) {
                if (Math.max(least, most) > MOST_REPEATS || !open && most < least) {
                    throw new Unsupported("a count that is too large or too small");
                }
                return new int[] {least, open ? -1 : most};
            }
        }
        at = before;
        return null;
    }

    /** The number here, or -1. */
    private int number() {
        int number = -1;
        while (!done() && Runes.DIGITS.has(peek()) && number <= MOST_REPEATS) {
            number = Math.max(0, number) * 10 + peek() - '0';
            at++;
        }
        return number;
    }

    private Node atom() throws Unsupported {
        int rune = rune();
        return switch (rune) {
            case '(' -> group();
            case '[' -> new Node.One(bracket());
            case '.' -> new Node.One(dotAll ? Runes.ANY : Runes.NO_LINE_END);
            case '^' -> new Node.Place(lines ? Look.LINE_START : Look.TEXT_START);
            case '$' -> new Node.Place(lines ? Look.LINE_END : Look.TEXT_END);
            case '\\' -> escaped();
            case '*', '+', '?' -> throw new Unsupported("nothing to repeat");
            default -> literal(rune);
        };
    }

    private Node group() throws Unsupported {
        if (!take('?')) {
            return closed(++groups);
        }
        if (source.startsWith("P<", at) || source.startsWith("<", at)) {
            at = source.indexOf('>', at) + 1;
            if (at == 0) {
                throw new Unsupported("a name without end");
            }
            return closed(++groups);
        }
        return flags();
    }

    private Node flags() throws Unsupported {
        boolean[] before = {folding, lines, dotAll, ungreedy};
        boolean on = true;
        int flag = rune();
        while (flag != ':' && flag != ')') {
            if (flag == '-') {
                on = false;
            } else {
                set(flag, on);
            }
            flag = rune();
        }
        if (flag == ')') {
            return new Node.Sequence(List.of());
        }
        Node inner = closed(0);
        folding = before[0];
        lines = before[1];
        dotAll = before[2];
        ungreedy = before[3];
        return inner;
    }

    private void set(int flag, boolean on) throws Unsupported {
        switch (flag) {
            case 'i' -> folding = on;
            case 'm' -> lines = on;
            case 's' -> dotAll = on;
            case 'U' -> ungreedy = on;
            default -> throw new Unsupported("a flag");
        }
    }

    /** The rest of a group; flags that are set in it end with it. */
    private Node closed(int number) throws Unsupported {
        boolean[] before = {folding, lines, dotAll, ungreedy};
        Node inner = choice();
        if (!take(')')) {
            throw new Unsupported("missing )");
        }
        folding = before[0];
        lines = before[1];
        dotAll = before[2];
        ungreedy = before[3];
        return number == 0 ? inner : new Node.Group(inner, number);
    }

    private Node escaped() throws Unsupported {
        int rune = rune();
        return switch (rune) {
            case 'A' -> new Node.Place(Look.TEXT_START);
            case 'z' -> new Node.Place(Look.TEXT_END);
            case 'b' -> new Node.Place(Look.WORD_BORDER);
            case 'B' -> new Node.Place(Look.NO_WORD_BORDER);
            default -> {
                Runes named = Characters.named(rune, folding);
                yield named != null ? new Node.One(named) : literal(character(rune));
            }
        };
    }

    private Node literal(int rune) throws Unsupported {
        return new Node.One(fold(Runes.of(rune, rune)));
    }

    private Runes fold(Runes runes) throws Unsupported {
        if (folding && !runes.isAscii()) {
            throw new Unsupported("cases beyond ASCII");
        }
        return folding ? runes.folded() : runes;
    }

    private Runes bracket() throws Unsupported {
        boolean negated = take('^');
        Runes runes = Runes.none();
        boolean first = true;
        while (first || done() || peek() != ']') {
            first = false;
            runes = runes.and(member());
        }
        at++;
        return negated ? runes.negated() : runes;
    }

    private Runes member() throws Unsupported {
        if (source.startsWith("[:", at)) {
            int end = source.indexOf(":]", at);
            Runes posix = end < 0 ? null : Characters.posix(source.substring(at + 2, end));
            if (posix != null) {
                at = end + 2;
                return fold(posix);
            }
        }
        int first = rune();
        if (first == '\\') {
            int letter = rune();
            Runes named = Characters.named(letter, folding);
            if (named != null) {
                return named;
            }
            first = character(letter);
        }
        return fold(Runes.of(first, lastOfRange(first)));
    }

    private int lastOfRange(int first) throws Unsupported {
        if (at + 1 >= source.length() || peek() != '-' || source.charAt(at + 1) == ']') {
            return first;
        }
        at++;
        int last = rune();
        if (last == '\\') {
            last = character(rune());
        }
        if (last < first) {
            throw new Unsupported("a range backwards");
        }
        return last;
    }

    /** The character that an escape stands for, whose letter was read. */
    private int character(int letter) throws Unsupported {
        return switch (letter) {
            case 'a' -> 7;
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            case 'x' -> hexadecimal();
            default -> {
                if (letter > 0x7F || Runes.WORD.has(letter) && letter != '_') {
                    throw new Unsupported("an escape");
                }
                yield letter;
            }
        };
    }

    private int hexadecimal() throws Unsupported {
        int end = take('{') ? source.indexOf('}', at) : at + 2;
        if (end < 0 || end > source.length()) {
            throw new Unsupported("a number");
        }
        String digits = source.substring(at, end);
        if (!digits.matches("[0-9a-fA-F]{1,6}") || Integer.parseInt(digits, 16) > Runes.LAST) {
            throw new Unsupported("a number");
        }
        at = end < source.length() && source.charAt(end) == '}' && source.charAt(at - 1) == '{' ? end + 1 : end;
        return Integer.parseInt(digits, 16);
    }

    private boolean done() {
        return at >= source.length();
    }

    private char peek() {
        return source.charAt(at);
    }

    private boolean take(char character) {
        if (done() || peek() != character) {
            return false;
        }
        at++;
        return true;
    }

    private int rune() throws Unsupported {
        if (done()) {
            throw new Unsupported("an early end");
        }
        int rune = source.codePointAt(at);
        at += Character.charCount(rune);
        return rune;
    }
}
