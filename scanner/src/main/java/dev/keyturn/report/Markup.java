package dev.keyturn.report;

/** Text for XML and HTML. */
final class Markup {
    private Markup() {}

    static String escape(String text) {
        return Printable.of(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
