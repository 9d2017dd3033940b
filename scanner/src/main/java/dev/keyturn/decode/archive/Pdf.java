package dev.keyturn.decode.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Inflater;

/** The streams of a PDF inflated, and the text that they show put together from its parts. */
final class Pdf {
    private static final byte[] STREAM = "stream".getBytes(StandardCharsets.US_ASCII);
    private static final int LARGEST_STREAM = 8 << 20;

    private final byte[] file;
    private final Entries entries;

    private Pdf(byte[] file, Entries entries) {
        this.file = file;
        this.entries = entries;
    }

    static void open(InputStream stream, Entries entries) throws IOException {
        new Pdf(stream.readAllBytes(), entries).run();
    }

    private void run() throws IOException {
        int number = 0;
        for (int i = 0; i + STREAM.length + 2 < file.length; i++) {
            if (isStream(i)) {
                i += STREAM.length;
                i += file[i] == '\r' && file[i + 1] == '\n' ? 2 : 1;
                stream("stream " + ++number, i);
            }
        }
    }

    private boolean isStream(int at) {
        if (file[at] != 's' || at > 0 && file[at - 1] == 'd') {
            return false;
        }
        for (int i = 1; i < STREAM.length; i++) {
            if (file[at + i] != STREAM[i]) {
                return false;
            }
        }
        return file[at + STREAM.length] == '\n' || file[at + STREAM.length] == '\r';
    }

    private void stream(String name, int from) throws IOException {
        if (isDeflated(file, from)) {
            inflated(name, file, from);
            return;
        }
        int end = endOfStream(from, Math.min(file.length, from + LARGEST_STREAM));
        if (isAscii85(from, end)) {
            byte[] plain = Ascii85.decode(file, from, end);
            if (isDeflated(plain, 0)) {
                inflated(name, plain, 0);
            } else {
                entries.entry(name, new ByteArrayInputStream(plain));
                shown(name, plain);
            }
        } else {
            shown(name, Arrays.copyOfRange(file, from, end));
        }
    }

    private static boolean isDeflated(byte[] bytes, int from) {
        return from + 2 < bytes.length
                && (bytes[from] & 15) == 8
                && (bytes[from] << 8 | bytes[from + 1] & 0xff) % 31 == 0;
    }

    private boolean isAscii85(int from, int end) {
        int last = Ascii85.end(file, from, end);
        return last > from && last + 1 < end && file[last] == '~' && file[last + 1] == '>';
    }

    private void inflated(String name, byte[] bytes, int from) throws IOException {
        Inflater inflater = new Inflater();
        try {
            Window window = new Window(new ByteArrayInputStream(bytes, from, bytes.length - from));
            ByteArrayOutputStream plain = new ByteArrayOutputStream();
            copy(new Deflated(window, inflater), plain);
            byte[] content = plain.toByteArray();
            entries.entry(name, new ByteArrayInputStream(content));
            shown(name, content);
        } finally {
            inflater.end();
        }
    }

    /** As much as can be read. */
    private static void copy(InputStream from, ByteArrayOutputStream to) {
        byte[] buffer = new byte[1 << 13];
        try {
            int count = from.read(buffer);
            while (count > 0 && to.size() < LARGEST_STREAM) {
                to.write(buffer, 0, count);
                count = from.read(buffer);
            }
        } catch (IOException e) {
            // What came before the damage is looked at.
        }
    }

    private int endOfStream(int from, int limit) {
        int at = from;
        while (at + 9 < limit && !(file[at] == 'e' && file[at + 3] == 's' && file[at + 8] == 'm') && !isStream(at)) {
            at++;
        }
        return at;
    }

    private void shown(String name, byte[] content) throws IOException {
        byte[] text = PdfText.of(content);
        if (text.length > 0) {
            entries.entry(name, new ByteArrayInputStream(text));
        }
    }
}
