package dev.keyturn.source.git;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A path as git prints it: in quotes, with C's escapes, if it holds control characters, quotes or backslashes. */
final class QuotedPath {
    private static final String ESCAPED = "abtnvfr\"\\";
    private static final String MEANT = "\u0007\b\t\n\u000b\f\r\"\\";

    private QuotedPath() {}

    /** @param printed every byte a character */
    static String read(String printed) {
        boolean quoted = printed.length() > 1 && printed.startsWith("\"") && printed.endsWith("\"");
        String inner = quoted ? printed.substring(1, printed.length() - 1) : printed;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(inner.length());
        int at = 0;
        while (at < inner.length()) {
            boolean escape = quoted && inner.charAt(at) == '\\' && at + 1 < inner.length();
            at = escape ? escaped(inner, at + 1, bytes) : plain(inner, at, bytes);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int plain(String text, int at, ByteArrayOutputStream bytes) {
        bytes.write(text.charAt(at));
        return at + 1;
    }

    private static int escaped(String text, int at, ByteArrayOutputStream bytes) {
        int named = ESCAPED.indexOf(text.charAt(at));
        if (named >= 0) {
            bytes.write(MEANT.charAt(named));
            return at + 1;
        }
        int end = Math.min(text.length(), at + 3);
        bytes.write(Integer.parseInt(text.substring(at, end), 8));
        return end;
    }
}
