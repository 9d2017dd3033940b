package dev.keyturn.report;

/** Text for Markdown that is shown as it is: whatever could be markup, in Markdown or in HTML, is written as a number. */
final class Markdown {
    private Markdown() {}

    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        Printable.of(text).codePoints().forEach(point -> {
            if (point >= 128 || Character.isLetterOrDigit(point) || point == ' ') {
                safe.appendCodePoint(point);
            } else {
                safe.append("&#").append(point).append(';');
            }
        });
        return safe.toString();
    }
}
