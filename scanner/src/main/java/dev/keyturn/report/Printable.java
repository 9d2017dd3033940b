package dev.keyturn.report;

/** Text from a repository as a terminal may have it: no control characters, nothing that turns the reading direction. */
public final class Printable {
    private Printable() {}

    /** The text with a visible stand-in for each such character. */
    public static String of(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> clean.appendCodePoint(isHarmless(point) ? point : '\ufffd'));
        return clean.toString();
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
