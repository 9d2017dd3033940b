package dev.keyturn.report;

import dev.keyturn.rule.Severity;
import java.util.Locale;

/**
 * How text is laid out.
 *
 * @param colour whether it may be coloured
 * @param width columns that a line should keep to
 */
public record Style(boolean colour, int width) {
    private static final String RESET = "\u001b[0m";

    /** For a pipe or a file: no colour, and lines as long as they are when nobody knows better. */
    public static Style plain() {
        return new Style(false, 120);
    }

    String severity(Severity severity) {
        String code = switch (severity) {
            case CRITICAL -> "1;31";
            case HIGH -> "31";
            case MEDIUM -> "33";
            case LOW -> "36";
            case INFO -> "34";
        };
        return paint(code, String.format(Locale.ROOT, "%-8s", severity.name()));
    }

    String bold(String words) {
        return paint("1", words);
    }

    String faint(String words) {
        return paint("2", words);
    }

    private String paint(String code, String words) {
        return colour ? "\u001b[" + code + "m" + words + RESET : words;
    }

    /** Words broken at spaces to the width; every line but the first starts with so many blanks. */
    String wrapped(String words, int indent) {
        StringBuilder text = new StringBuilder();
        int column = indent;
        for (String word : words.split(" ")) {
            if (column > indent && column + 1 + word.length() > width) {
                text.append('\n').append(" ".repeat(indent));
                column = indent;
            } else if (column > indent) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
        }
        return text.toString();
    }

    /** The end of a text that is too long, which in paths tells most, after an ellipsis. */
    static String tail(String text, int most) {
        return text.length() <= most ? text : "…" + text.substring(text.length() - most + 1);
    }
}
