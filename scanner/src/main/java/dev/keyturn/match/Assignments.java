package dev.keyturn.match;

import dev.keyturn.rule.Regex;
import org.jspecify.annotations.Nullable;

/**
 * The generic rule: a word such as {@code password} or {@code token}, a sign of assignment, a quoted value that looks
 * random. Written out because its words are frequent and most of them end the look after a few bytes.
 */
final class Assignments {
    private static final int NAME_REST = 24;
    private static final int GAP = 8;
    private static final int SHORTEST = 12;
    private static final int LONGEST = 120;

    private Assignments() {}

    /** The value that is assigned to the name which has a keyword that ends at an offset, or null. */
    static Regex.@Nullable Found find(byte[] bytes, int start, int end, int length) {
        int at = skipName(bytes, end, length);
        at = skipQuote(bytes, at, length);
        int sign = skipBlank(bytes, at, length);
        int value = skipSign(bytes, sign, length);
        if (value == sign) {
            return null;
        }
        int open = skipBlank(bytes, value, length);
        if (open >= length || !isQuote(bytes[open])) {
            return null;
        }
        int close = endOfValue(bytes, open + 1, length);
        if (close >= length || bytes[close] != bytes[open] || close - open - 1 < SHORTEST) {
            return null;
        }
        return new Regex.Found(start, close + 1, open + 1, close);
    }

    /** Whether a value looks as if a generator had made it: letters and digits mixed, much entropy, no words. */
    static boolean looksRandom(String value) {
        boolean digit = value.chars().anyMatch(Character::isDigit);
        boolean letter = value.chars().anyMatch(Character::isLetter);
        boolean odd = value.chars().anyMatch(character -> "([{\\<|;,".indexOf(character) >= 0);
        return digit && letter && !odd && Entropy.of(value) > 3.5 && !Words.mostly(value);
    }

    private static int skipName(byte[] bytes, int from, int length) {
        int at = from;
        while (at < length && at - from < NAME_REST && isName(bytes[at])) {
            at++;
        }
        return at;
    }

    private static int skipQuote(byte[] bytes, int from, int length) {
        return from < length && isQuote(bytes[from]) ? from + 1 : from;
    }

    private static int skipBlank(byte[] bytes, int from, int length) {
        int at = from;
        while (at < length && at - from < GAP && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static int skipSign(byte[] bytes, int from, int length) {
        int at = from;
        while (at < length && at - from < 2 && (bytes[at] == '=' || bytes[at] == ':' || bytes[at] == '>')) {
            at++;
        }
        return at;
    }

    private static int endOfValue(byte[] bytes, int from, int length) {
        int at = from;
        while (at < length && at - from < LONGEST && bytes[at] > ' ' && !isQuote(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isName(byte character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '-' || character == '.';
    }

    private static boolean isQuote(byte character) {
        return character == '"' || character == '\'' || character == '`';
    }
}
