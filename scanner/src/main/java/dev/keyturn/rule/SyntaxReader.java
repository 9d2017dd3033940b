package dev.keyturn.rule;

import dev.keyturn.rule.Syntax.Chain;
import dev.keyturn.rule.Syntax.Chars;
import dev.keyturn.rule.Syntax.Choice;
import dev.keyturn.rule.Syntax.Edge;
import dev.keyturn.rule.Syntax.Repeat;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads RE2's dialect (github.com/google/re2/wiki/Syntax) into a tree. What it does not know it refuses. */
final class SyntaxReader {
    private static final Pattern FLAGS = Pattern.compile("\\?([imsU]*)(?:-[imsU]+)?([:)])");
    private static final Pattern NAME = Pattern.compile("\\?P?<\\w+>");
    private static final Pattern COUNT = Pattern.compile("\\{(\\d+)(,?)(\\d*)\\}");
    private static final Pattern CLASS = Pattern.compile("\\[:(\\^?)(\\w+):\\]");

    private final String source;
    private int at;
    private boolean anyCase;
    private boolean dotTakesLineEnd;

    private SyntaxReader(String source) {
        this.source = source;
    }

    /** @throws IllegalArgumentException if it is not understood */
    static Syntax read(String source) {
        SyntaxReader reader = new SyntaxReader(source);
        Syntax all = reader.choice();
        if (reader.at < source.length()) {
            throw reader.unknown();
        }
        return all;
    }

    private Syntax choice() {
        List<Syntax> branches = new ArrayList<>(List.of(chain()));
        while (accept('|')) {
            branches.add(chain());
        }
        return branches.size() == 1 ? branches.get(0) : new Choice(branches);
    }

    private Syntax chain() {
        List<Syntax> parts = new ArrayList<>();
        while (at < source.length() && peek() != '|' && peek() != ')') {
            Syntax part = repeated(atom());
            if (part instanceof Chain chain) {
                parts.addAll(chain.parts());
            } else {
                parts.add(part);
            }
        }
        return parts.size() == 1 ? parts.get(0) : new Chain(parts);
    }

    private Syntax repeated(Syntax atom) {
        Syntax part = atom;
        while (at < source.length()) {
            Matcher count = matcher(COUNT);
            if (accept('*')) {
                part = new Repeat(part, 0, -1);
            } else if (accept('+')) {
                part = new Repeat(part, 1, -1);
            } else if (accept('?')) {
                part = new Repeat(part, 0, 1);
            } else if (count.lookingAt()) {
                at = count.end();
                int least = Integer.parseInt(count.group(1));
                int most = count.group(3).isEmpty() ? -1 : Integer.parseInt(count.group(3));
                part = new Repeat(part, least, count.group(2).isEmpty() ? least : most);
            } else {
                return part;
            }
            accept('?');
        }
        return part;
    }

    private Syntax atom() {
        char next = source.charAt(at++);
        return switch (next) {
            case '(' -> group();
            case '[' -> set();
            case '.' ->
                dotTakesLineEnd ? Chars.range(0, Syntax.BEYOND) : Chars.of('\n').negated();
            case '^', '$' -> new Edge();
            case '\\' -> escape();
            default -> cased(Chars.of(next));
        };
    }

    private Syntax group() {
        boolean outerCase = anyCase;
        boolean outerDot = dotTakesLineEnd;
        Matcher flags = matcher(FLAGS);
        Matcher name = matcher(NAME);
        if (flags.lookingAt()) {
            at = flags.end();
            anyCase |= flags.group(1).contains("i");
            dotTakesLineEnd |= flags.group(1).contains("s");
            if (flags.group(2).equals(")")) {
                return new Edge();
            }
        } else if (name.lookingAt()) {
            at = name.end();
        } else if (peek() == '?') {
            throw unknown();
        }
        Syntax inner = choice();
        if (!accept(')')) {
            throw unknown();
        }
        anyCase = outerCase;
        dotTakesLineEnd = outerDot;
        return inner;
    }

    private Syntax escape() {
        char next = source.charAt(at++);
        return switch (next) {
            case 'b', 'B', 'A', 'z' -> new Edge();
            case 'Q' -> quoted();
            default -> cased(escaped(next));
        };
    }

    private Syntax quoted() {
        int end = source.indexOf("\\E", at);
        int to = end < 0 ? source.length() : end;
        List<Syntax> parts = new ArrayList<>();
        source.substring(at, to).chars().forEach(character -> parts.add(cased(Chars.of(character))));
        at = end < 0 ? to : to + 2;
        return new Chain(parts);
    }

    private Chars escaped(char next) {
        Chars named = named(next);
        if (named != null) {
            return named;
        }
        if (next == 'x') {
            return Chars.of(hexadecimal());
        }
        if (Character.isLetterOrDigit(next)) {
            throw unknown();
        }
        return Chars.of(next);
    }

    private static @org.jspecify.annotations.Nullable Chars named(char next) {
        return switch (next) {
            case 'd' -> Chars.range('0', '9');
            case 'D' -> Chars.range('0', '9').negated();
            case 'w' -> word();
            case 'W' -> word().negated();
            case 's' -> blank();
            case 'S' -> blank().negated();
            case 'n' -> Chars.of('\n');
            case 'r' -> Chars.of('\r');
            case 't' -> Chars.of('\t');
            case 'f' -> Chars.of('\f');
            case 'v' -> Chars.of(0x0b);
            case 'a' -> Chars.of(0x07);
            default -> null;
        };
    }

    private static Chars word() {
        return Chars.range('0', '9')
                .or(Chars.range('a', 'z'))
                .or(Chars.range('A', 'Z'))
                .or(Chars.of('_'));
    }

    private static Chars blank() {
        return Chars.range('\t', '\n').or(Chars.range('\f', '\r')).or(Chars.of(' '));
    }

    private int hexadecimal() {
        int end = source.charAt(at) == '{' ? source.indexOf('}', at) : at + 2;
        String digits = source.substring(at, end).replace("{", "");
        at = source.charAt(at) == '{' ? end + 1 : end;
        return Integer.parseInt(digits, 16);
    }

    private Chars set() {
        boolean negated = accept('^');
        Chars all = new Chars(new BitSet());
        boolean first = true;
        while (first || peek() != ']') {
            first = false;
            all = all.or(member());
        }
        at++;
        Chars cased = cased(all);
        return negated ? cased.negated() : cased;
    }

    private Chars member() {
        Matcher named = matcher(CLASS);
        if (named.lookingAt()) {
            at = named.end();
            Chars members = members(named.group(2));
            return named.group(1).isEmpty() ? members : members.negated();
        }
        Chars one = single();
        boolean range = at + 1 < source.length() && peek() == '-' && source.charAt(at + 1) != ']';
        if (!range) {
            return one;
        }
        at++;
        return Chars.range(one.set().nextSetBit(0), single().set().nextSetBit(0));
    }

    private Chars single() {
        char next = source.charAt(at++);
        return next == '\\' ? escaped(source.charAt(at++)) : Chars.of(next);
    }

    private Chars members(String name) {
        Chars digits = Chars.range('0', '9');
        return switch (name) {
            case "digit" -> digits;
            case "lower" -> Chars.range('a', 'z');
            case "upper" -> Chars.range('A', 'Z');
            case "alpha" -> Chars.range('a', 'z').or(Chars.range('A', 'Z'));
            case "alnum" -> digits.or(Chars.range('a', 'z')).or(Chars.range('A', 'Z'));
            case "word" -> word();
            case "xdigit" -> digits.or(Chars.range('a', 'f')).or(Chars.range('A', 'F'));
            case "space" -> blank().or(Chars.of(0x0b));
            case "graph" -> Chars.range('!', '~');
            case "print" -> Chars.range(' ', '~');
            default -> throw unknown();
        };
    }

    private Chars cased(Chars chars) {
        return anyCase ? chars.inBothCases() : chars;
    }

    private char peek() {
        if (at >= source.length()) {
            throw unknown();
        }
        return source.charAt(at);
    }

    private boolean accept(char expected) {
        boolean there = at < source.length() && source.charAt(at) == expected;
        at += there ? 1 : 0;
        return there;
    }

    private Matcher matcher(Pattern pattern) {
        return pattern.matcher(source).region(at, source.length());
    }

    private IllegalArgumentException unknown() {
        return new IllegalArgumentException("not understood at " + at + ": " + source);
    }
}
