package dev.keyturn.decode.archive;

import java.io.ByteArrayOutputStream;

/** The text that a PDF content stream shows: strings in round or pointed brackets, those of one list without a gap. */
final class PdfText {
    private final byte[] bytes;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private int at;

    private PdfText(byte[] bytes) {
        this.bytes = bytes;
    }

    static byte[] of(byte[] content) {
        PdfText text = new PdfText(content);
        text.run();
        return text.text.toByteArray();
    }

    private void run() {
        while (at < bytes.length) {
            switch (bytes[at++]) {
                case '(' -> string();
                case '<' -> hexadecimal();
                case 'T', '\'', '"' -> endOfText();
                default -> {}
            }
        }
    }

    /** After an operator that shows text, another line may begin. */
    private void endOfText() {
        boolean shows = at < bytes.length && (bytes[at] == 'j' || bytes[at] == 'J' || bytes[at] == '*');
        if (shows && text.size() > 0) {
            text.write('\n');
        }
    }

    private void string() {
        int depth = 1;
        while (at < bytes.length && depth > 0) {
            byte next = bytes[at++];
            switch (next) {
                case '(' -> depth++;
                case ')' -> depth--;
                case '\\' -> escape();
                default -> {}
            }
            if (next != '\\' && depth > 0) {
                text.write(next);
            }
        }
    }

    private void escape() {
        int value = 0;
        int digits = 0;
        while (digits < 3 && at < bytes.length && bytes[at] >= '0' && bytes[at] <= '7') {
            value = value << 3 | bytes[at++] - '0';
            digits++;
        }
        if (digits > 0) {
            text.write(value);
        } else if (at < bytes.length && bytes[at] != '\n' && bytes[at] != '\r') {
            text.write(bytes[at++]);
        } else {
            at++;
        }
    }

    private void hexadecimal() {
        int held = -1;
        int from = at;
        while (at < bytes.length && (Character.digit(bytes[at], 16) >= 0 || bytes[at] <= ' ' && bytes[at] >= 0)) {
            int digit = Character.digit(bytes[at++], 16);
            if (digit >= 0 && held >= 0) {
                text.write(held << 4 | digit);
                held = -1;
            } else if (digit >= 0) {
                held = digit;
            }
        }
        if (at == from) {
            return;
        }
        if (held >= 0) {
            text.write(held << 4);
        }
    }
}
