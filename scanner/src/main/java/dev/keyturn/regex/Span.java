package dev.keyturn.regex;

/**
 * Where in a text an expression is tried. What stands around counts for {@code \b}, {@code ^} and {@code $}.
 *
 * @param text valid up to {@code length}
 * @param from where a match can start
 * @param to where a match must have ended
 * @param length the end of the text
 */
public record Span(byte[] text, int from, int to, int length) {
    Span between(int start, int end) {
        return new Span(text, start, end, length);
    }
}
