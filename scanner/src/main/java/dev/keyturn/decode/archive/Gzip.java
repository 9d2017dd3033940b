package dev.keyturn.decode.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;

/** Gzip with any number of members as one content, and a zlib stream, which has another header. */
final class Gzip {
    private static final int HEADER = 10;
    private static final int TRAILER = 8;
    private static final int CHECKSUM = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private Gzip() {}

    static void open(InputStream stream, Entries entries) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            Window window = new Window(stream);
            entries.entry("", new Members(window, inflater));
            if (!entries.plainSeen() && window.has(1)) {
                entries.entry("", window);
            }
        } finally {
            inflater.end();
        }
    }

    /** What {@code git} keeps a loose object in, among others. */
    static void openZlib(InputStream stream, Entries entries) throws IOException {
        Inflater inflater = new Inflater();
        try {
            entries.entry("", new Deflated(new Window(stream), inflater));
        } finally {
            inflater.end();
        }
    }

    static boolean isHeader(Window window) throws IOException {
        return window.has(HEADER) && window.byteAt(0) == 0x1f && window.byteAt(1) == 0x8b && window.byteAt(2) == 8;
    }

    /** The contents of all members behind one another. */
    private static final class Members extends InputStream {
        private final Window window;
        private final Inflater inflater;
        private final Deflated deflated;
        private boolean inside;

        Members(Window window, Inflater inflater) {
            this.window = window;
            this.inflater = inflater;
            this.deflated = new Deflated(window, inflater);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            while (inside || isHeader(window)) {
                if (!inside) {
                    header();
                    inflater.reset();
                    inside = true;
                }
                int count = deflated.read(target, offset, length);
                if (count >= 0) {
                    return count;
                }
                inside = false;
                trailer();
            }
            return -1;
        }

        private void header() throws IOException {
            int flags = window.byteAt(3);
            window.pass(HEADER);
            if ((flags & EXTRA) != 0 && window.has(2)) {
                int length = window.shortAt(0);
                window.pass(2);
                pass(length);
            }
            for (int text = flags & (NAME | COMMENT); text != 0; text &= text - 1) {
                passText();
            }
            pass((flags & CHECKSUM) != 0 ? 2 : 0);
        }

        private void trailer() throws IOException {
            pass(TRAILER);
            while (window.has(1) && window.byteAt(0) == 0) {
                window.pass(1);
            }
        }

        private void pass(int count) throws IOException {
            window.pass(window.has(count) ? count : window.buffered());
        }

        private void passText() throws IOException {
            int next = window.read();
            while (next > 0) {
                next = window.read();
            }
        }
    }
}
