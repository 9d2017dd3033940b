package dev.keyturn.decode.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Inflater;

/**
 * Zip files by their local headers, wherever these stand: behind the stub of a self-extracting one, without a central
 * directory, after a damaged or encrypted entry. Sizes are believed only where nothing else tells where an entry ends.
 */
final class Zip {
    private static final int HEADER = 30;
    private static final int GAP = 1 << 20;
    private static final int SHORTEST_TEXT = 20;
    private static final long UNKNOWN = 0xffffffffL;
    private static final int DESCRIPTOR_FLAG = 8;

    private final Window window;
    private final Entries entries;
    private final Inflater inflater;
    private final ByteArrayOutputStream gap = new ByteArrayOutputStream();

    private Zip(Window window, Entries entries, Inflater inflater) {
        this.window = window;
        this.entries = entries;
        this.inflater = inflater;
    }

    static void open(InputStream stream, Entries entries) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            new Zip(new Window(stream), entries, inflater).run();
        } finally {
            inflater.end();
        }
    }

    private void run() throws IOException {
        while (seek()) {
            member();
        }
        endOfGap();
    }

    /** Passes over what is no local header: stubs, the central directory, comments. */
    private boolean seek() throws IOException {
        while (window.has(HEADER)) {
            int last = window.buffered() - HEADER;
            int i = 0;
            while (i <= last && !isHeader(i)) {
                i++;
            }
            passOver(i);
            if (i <= last) {
                return true;
            }
        }
        passOver(window.buffered());
        return false;
    }

    private boolean isHeader(int at) {
        return window.byteAt(at) == 'P'
                && window.byteAt(at + 1) == 'K'
                && window.byteAt(at + 2) == 3
                && window.byteAt(at + 3) == 4
                && window.shortAt(at + 26) < 1 << 13;
    }

    private void passOver(int count) throws IOException {
        if (!entries.plainSeen() && count > 0) {
            gap.writeBytes(window.bytesAt(0, count));
            if (gap.size() > GAP) {
                endOfGap();
            }
        }
        window.pass(count);
    }

    private void endOfGap() throws IOException {
        if (gap.size() >= SHORTEST_TEXT) {
            entries.text("", gap.toByteArray());
        }
        gap.reset();
    }

    private void member() throws IOException {
        int flags = window.shortAt(6);
        int method = window.shortAt(8);
        int nameLength = window.shortAt(26);
        int extraLength = window.shortAt(28);
        if (!window.has(HEADER + nameLength + extraLength)) {
            passOver(4);
            return;
        }
        String name = new String(window.bytesAt(HEADER, nameLength), StandardCharsets.UTF_8);
        long size = size(HEADER + nameLength, extraLength);
        window.pass(HEADER + nameLength + extraLength);
        if ((flags & 1) != 0) {
            entries.omitted(name, "encrypted");
        } else if (method == 8) {
            deflated(name);
        } else {
            entries.entry(name, stored(name, method, (flags & DESCRIPTOR_FLAG) != 0 && size == 0, size));
        }
    }

    /** The packed size, from the zip64 field if it is there. */
    private long size(int extra, int length) {
        long packed = window.intAt(18);
        long plain = window.intAt(22);
        int at = extra;
        while (packed == UNKNOWN && at + 4 <= extra + length) {
            int field = window.shortAt(at + 2);
            int where = at + 4 + (plain == UNKNOWN ? 8 : 0);
            if (window.shortAt(at) == 1 && where + 8 <= extra + length) {
                return window.longAt(where);
            }
            at += 4 + field;
        }
        return packed;
    }

    private void deflated(String name) throws IOException {
        inflater.reset();
        Deflated content = new Deflated(window, inflater);
        entries.entry(name, content);
        content.abandon();
    }

    private InputStream stored(String name, int method, boolean endless, long size) {
        InputStream raw = endless ? new UntilDescriptor(window) : new Part(window, size);
        try {
            InputStream plain = Compressed.zipMethod(method, raw);
            if (plain != null) {
                return plain;
            }
            entries.omitted(name, "packed by a method (" + method + ") that is not known");
        } catch (IOException e) {
            entries.omitted(name, "damaged");
        }
        return new ByteArrayInputStream(new byte[0]);
    }

    /** Stored content of a length that only the record behind it tells. */
    private static final class UntilDescriptor extends InputStream {
        private final Window window;
        private long count;

        UntilDescriptor(Window window) {
            this.window = window;
        }

        @Override
        public int read() throws IOException {
            if (atEnd()) {
                return -1;
            }
            count++;
            return window.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int done = 0;
            int next = read();
            while (next >= 0) {
                target[offset + done++] = (byte) next;
                next = done < length ? read() : -1;
            }
            return done == 0 ? -1 : done;
        }

        private boolean atEnd() throws IOException {
            if (!window.has(12)) {
                return !window.has(1);
            }
            boolean mark = window.byteAt(0) == 'P' && window.byteAt(1) == 'K';
            return mark
                    && (window.byteAt(2) == 7 && window.byteAt(3) == 8 && window.intAt(8) == (count & UNKNOWN)
                            || window.byteAt(2) == 1 && window.byteAt(3) == 2);
        }
    }
}
