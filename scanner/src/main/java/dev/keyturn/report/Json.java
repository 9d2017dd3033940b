package dev.keyturn.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes JSON. Characters that change what a terminal or a browser shows are escaped. */
final class Json {
    private final StringBuilder text = new StringBuilder();
    private boolean first = true;

    Json open(char bracket) {
        comma();
        text.append(bracket);
        first = true;
        return this;
    }

    Json open(String name, char bracket) {
        name(name);
        text.append(bracket);
        first = true;
        return this;
    }

    Json close(char bracket) {
        text.append(bracket);
        first = false;
        return this;
    }

    Json field(String name, @Nullable String value) {
        name(name);
        quote(value);
        return this;
    }

    Json field(String name, long value) {
        name(name);
        text.append(value);
        return this;
    }

    Json field(String name, boolean value) {
        name(name);
        text.append(value);
        return this;
    }

    Json seconds(String name, double value) {
        name(name);
        text.append(String.format(Locale.ROOT, "%.3f", value));
        return this;
    }

    Json element(String value) {
        comma();
        quote(value);
        return this;
    }

    @Override
    public String toString() {
        return text.append('\n').toString();
    }

    private void name(String name) {
        comma();
        quote(name);
        text.append(':');
    }

    private void comma() {
        if (!first) {
            text.append(',');
        }
        first = false;
    }

    private void quote(@Nullable String value) {
        if (value == null) {
            text.append("null");
            return;
        }
        text.append('"');
        value.chars().forEach(this::character);
        text.append('"');
    }

    private void character(int c) {
        if (c == '"' || c == '\\') {
            text.append('\\').append((char) c);
        } else if (c == '\n') {
            text.append("\\n");
        } else if (needsEscape(c)) {
            text.append(String.format(Locale.ROOT, "\\u%04x", c));
        } else {
            text.append((char) c);
        }
    }

    private static boolean needsEscape(int c) {
        int type = Character.getType(c);
        return c == '<'
                || c == '>'
                || type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
