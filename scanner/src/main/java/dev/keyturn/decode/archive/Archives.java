package dev.keyturn.decode.archive;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What is packed inside archives and compressed streams, and inside those again. Bounded in depth, bytes, entries and
 * time; what is beyond a bound, damaged or encrypted is named, and its neighbours are read all the same. Names inside
 * an archive are never used as paths of this machine.
 */
public final class Archives {
    private static final int DEEPEST = 8;
    private static final long MOST_BYTES = 1L << 30;
    private static final long FREE_BYTES = 64L << 20;
    private static final long MOST_RATIO = 128;
    private static final int MOST_ENTRIES = 100_000;
    private static final int MOST_OMISSIONS = 100;
    private static final int LARGEST_DOCUMENT = 32 << 20;
    private static final int SECONDS = 20;
    private static final int SHORTEST_TEXT = 20;
    private static final int END_OF_ZIP = 22;
    private static final int LONGEST_COMMENT = 1 << 16;
    private static final int USUAL_COMMENT = 1 << 10;

    private final Consumer consumer;
    private final long deadline = System.nanoTime() + SECONDS * 1_000_000_000L;
    private int entriesLeft = MOST_ENTRIES;
    private int omissionsLeft = MOST_OMISSIONS;

    /** Takes what is inside. */
    public interface Consumer {
        /**
         * Takes content or a name.
         *
         * @param path path inside the archive, with {@code !} between archives in one another; empty where there is no
         *     name
         */
        void content(String path, InputStream content) throws IOException;

        /** Takes note of what was not opened or not read to its end. */
        void omitted(String path, String reason);
    }

    public Archives(Consumer consumer) {
        this.consumer = consumer;
    }

    /** Whether the bytes of a whole file are an archive, or end in one. */
    public static boolean isOne(byte[] bytes, int length) {
        return Format.of(bytes, length) != null || endsInZip(bytes, length);
    }

    /** Whether a stream from {@link #markable} starts as an archive does. */
    public static boolean isOne(InputStream stream) throws IOException {
        byte[] head = head(stream);
        return Format.of(head, head.length) != null;
    }

    /** A stream whose first bytes can be looked at. */
    public static InputStream markable(InputStream stream) {
        return stream.markSupported() ? stream : new BufferedInputStream(stream, 1 << 16);
    }

    /** Hands over everything inside a file whose own bytes are looked at besides. */
    public void unpack(byte[] bytes, int length) {
        Format format = Format.of(bytes, length);
        Budget budget = Budget.of(Math.min(MOST_BYTES, FREE_BYTES + MOST_RATIO * length));
        open(
                format == null ? Format.ZIP : format,
                new ByteArrayInputStream(bytes, 0, length),
                new Level("", 0, budget, true));
    }

    /** Hands over everything inside a stream that nobody else looks at. */
    public void unpack(InputStream stream) throws IOException {
        InputStream marked = markable(stream);
        byte[] head = head(marked);
        Format format = Format.of(head, head.length);
        if (format == null || !format.complete()) {
            consumer.content("", marked);
        } else {
            open(format, marked, new Level("", 0, Budget.of(MOST_BYTES), false));
        }
    }

    private void open(Format format, InputStream stream, Level level) {
        try {
            format.container().open(stream, level);
        } catch (IOException | RuntimeException e) {
            if (!format.complete() && !(e instanceof Limit)) {
                return;
            }
            omit(level.path, e instanceof Limit ? String.valueOf(e.getMessage()) : "damaged or encrypted archive");
        }
    }

    private void omit(String path, String reason) {
        if (omissionsLeft-- > 0) {
            consumer.omitted(path, reason);
        }
    }

    /** The record at the end of every zip file, in a program also where a comment or a signature follows it. */
    private static boolean endsInZip(byte[] bytes, int length) {
        int last = length - END_OF_ZIP;
        if (last < 0) {
            return false;
        }
        boolean program = bytes[0] == 'M' && bytes[1] == 'Z' || bytes[0] == 0x7f && bytes[1] == 'E';
        int comment = program ? LONGEST_COMMENT : isBinary(bytes, length) ? USUAL_COMMENT : 0;
        int first = Math.max(0, last - comment);
        for (int i = last; i >= first; i--) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 5 && bytes[i + 3] == 6) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBinary(byte[] bytes, int length) {
        boolean binary = false;
        for (int i = 0; i < length && i < SHORTEST_TEXT; i++) {
            binary |= bytes[i] < '\t';
        }
        return binary;
    }

    private static byte[] head(InputStream stream) throws IOException {
        stream.mark(Format.HEAD + 1);
        byte[] head = stream.readNBytes(Format.HEAD);
        stream.reset();
        return head;
    }

    /** The inside of one archive. */
    private final class Level implements Entries {
        private final String path;
        private final int depth;
        private final Budget budget;
        private final boolean plainSeen;

        Level(String path, int depth, Budget budget, boolean plainSeen) {
            this.path = path;
            this.depth = depth;
            this.budget = budget;
            this.plainSeen = plainSeen;
        }

        @Override
        public void entry(String name, InputStream content) throws IOException {
            if (--entriesLeft < 0) {
                throw new Limit("archive with more than " + MOST_ENTRIES + " entries");
            }
            checkTime();
            text(name, name.getBytes(StandardCharsets.UTF_8));
            String inner = join(name);
            Budget part = name.isEmpty() ? budget : budget.part();
            descend(inner, new BufferedInputStream(new Bounded(inner, content, part), 1 << 14), part);
        }

        private void descend(String inner, InputStream content, Budget part) throws IOException {
            byte[] head = head(content);
            Format format = Format.of(head, head.length);
            if (format != null && depth + 1 == DEEPEST) {
                omit(inner, "archives more than " + DEEPEST + " deep in one another");
                format = null;
            }
            if (format == null) {
                consumer.content(inner, content);
            } else if (!format.complete()) {
                document(format, inner, content.readNBytes(LARGEST_DOCUMENT), part);
            } else {
                Archives.this.open(format, content, new Level(inner, depth + 1, part, false));
                checkTime();
            }
        }

        /** What has to be looked at both as it is and for what is inside it. */
        private void document(Format format, String inner, byte[] bytes, Budget part) throws IOException {
            consumer.content(inner, new ByteArrayInputStream(bytes));
            Archives.this.open(format, new ByteArrayInputStream(bytes), new Level(inner, depth + 1, part, true));
            checkTime();
        }

        @Override
        public void text(String name, byte[] text) throws IOException {
            if (text.length >= SHORTEST_TEXT && !plainSeen) {
                consumer.content(join(name), new ByteArrayInputStream(text));
            }
        }

        @Override
        public void omitted(String name, String reason) {
            omit(join(name), reason);
        }

        @Override
        public boolean plainSeen() {
            return plainSeen;
        }

        private String join(String name) {
            return path.isEmpty() || name.isEmpty() ? path + name : path + "!" + name;
        }
    }

    private void checkTime() throws Limit {
        if (System.nanoTime() - deadline > 0) {
            throw new Limit("archive took longer than " + SECONDS + " seconds");
        }
    }

    /** An entry's content within its bounds; where it breaks off, it ends, and why is noted. */
    private final class Bounded extends InputStream {
        private final String path;
        private final InputStream content;
        private final Budget budget;
        private boolean ended;

        Bounded(String path, InputStream content, Budget budget) {
            this.path = path;
            this.content = content;
            this.budget = budget;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (ended) {
                return -1;
            }
            try {
                checkTime();
                int count = content.read(target, offset, length);
                if (count > 0 && !budget.take(count)) {
                    throw new Limit("unpacks to more than an archive of this size may");
                }
                return count;
            } catch (IOException | RuntimeException e) {
                ended = true;
                omit(path, e instanceof Limit ? String.valueOf(e.getMessage()) : "damaged or encrypted");
                return -1;
            }
        }
    }
}
