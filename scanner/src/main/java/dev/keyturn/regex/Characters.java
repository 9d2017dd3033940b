package dev.keyturn.regex;

import org.jspecify.annotations.Nullable;

/** Sets of characters that have a name. */
final class Characters {
    private Characters() {}

    /** What a backslash with a letter stands for, or null. */
    static @Nullable Runes named(int letter, boolean folding) {
        Runes runes = switch (Character.toLowerCase(letter)) {
            case 'd' -> Runes.DIGITS;
            case 'w' -> Runes.WORD;
            case 's' -> Runes.SPACE;
            default -> null;
        };
        if (runes == null) {
            return null;
        }
        Runes folded = folding ? runes.folded() : runes;
        return Character.isUpperCase(letter) ? folded.negated() : folded;
    }

    /** What stands between {@code [:} and {@code :]}, or null. */
    static @Nullable Runes posix(String name) {
        if (name.startsWith("^")) {
            Runes runes = posix(name.substring(1));
            return runes == null ? null : runes.negated();
        }
        Runes upper = Runes.of('A', 'Z');
        Runes letters = upper.and(Runes.of('a', 'z'));
        return switch (name) {
            case "alnum" -> letters.and(Runes.DIGITS);
            case "alpha" -> letters;
            case "ascii" -> Runes.of(0, 0x7F);
            case "blank" -> Runes.of('\t', '\t').and(Runes.of(' ', ' '));
            case "cntrl" -> Runes.of(0, 0x1F).and(Runes.of(0x7F, 0x7F));
            case "digit" -> Runes.DIGITS;
            case "graph" -> Runes.of('!', '~');
            case "lower" -> Runes.of('a', 'z');
            case "print" -> Runes.of(' ', '~');
            case "punct" ->
                Runes.of('!', '/')
                        .and(Runes.of(':', '@'))
                        .and(Runes.of('[', '`'))
                        .and(Runes.of('{', '~'));
            case "space" -> Runes.of('\t', '\r').and(Runes.of(' ', ' '));
            case "upper" -> upper;
            case "word" -> Runes.WORD;
            case "xdigit" -> Runes.DIGITS.and(Runes.of('A', 'F')).and(Runes.of('a', 'f'));
            default -> null;
        };
    }
}
