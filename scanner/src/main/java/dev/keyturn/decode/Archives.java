package dev.keyturn.decode;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What is packed inside zip files (jar, docx, apk, …), gzip streams and tar files, and inside those again. Bounded in
 * depth, bytes, entries and time; names inside an archive are never used as paths of this machine.
 */
public final class Archives {
    private static final int DEEPEST = 6;
    private static final long MOST_BYTES = 1L << 30;
    private static final int MOST_ENTRIES = 100_000;
    private static final long MOST_NANOS = 60_000_000_000L;
    private static final int HEAD = 512;

    private final Consumer consumer;
    private final long deadline = System.nanoTime() + MOST_NANOS;
    private final List<String> reasons = new ArrayList<>();
    private long bytesLeft = MOST_BYTES;
    private int entriesLeft = MOST_ENTRIES;

    /** Takes what is inside. */
    @FunctionalInterface
    public interface Consumer {
        /** @param path path inside the archive; with {@code !} between archives in one another */
        void content(String path, InputStream content) throws IOException;
    }

    private static final class Limit extends IOException {
        private static final long serialVersionUID = 1L;

        Limit(String reason) {
            super(reason);
        }
    }

    public Archives(Consumer consumer) {
        this.consumer = consumer;
    }

    /** Whether the first bytes are those of an archive. */
    public static boolean isOne(byte[] bytes, int length) {
        return isZip(bytes, length) || isGzip(bytes, length) || isTar(bytes, length);
    }

    /** The same for a stream from {@link #markable}. */
    public static boolean isOne(InputStream stream) throws IOException {
        byte[] head = head(stream);
        return isOne(head, head.length);
    }

    /** A stream whose first bytes can be looked at. */
    public static InputStream markable(InputStream stream) {
        return stream.markSupported() ? stream : new BufferedInputStream(stream, 1 << 16);
    }

    /** Hands over everything inside; returns why something was not, if so. */
    public List<String> unpack(InputStream stream) {
        try {
            open("", markable(stream), 0);
        } catch (IOException | RuntimeException e) {
            reasons.add(e instanceof Limit ? String.valueOf(e.getMessage()) : "damaged or encrypted archive");
        }
        return reasons;
    }

    private void open(String path, InputStream stream, int depth) throws IOException {
        byte[] head = head(stream);
        if (!isOne(head, head.length)) {
            consumer.content(path, new Counted(stream));
        } else if (depth == DEEPEST) {
            throw new Limit("archives more than " + DEEPEST + " deep in one another");
        } else if (isGzip(head, head.length)) {
            open(path, markable(new GZIPInputStream(stream, 1 << 14)), depth + 1);
        } else if (isZip(head, head.length)) {
            zip(path, stream, depth);
        } else {
            tar(path, stream, depth);
        }
    }

    private void zip(String path, InputStream stream, int depth) throws IOException {
        ZipInputStream zip = new ZipInputStream(stream);
        ZipEntry entry = zip.getNextEntry();
        while (entry != null) {
            if (!entry.isDirectory()) {
                entry(join(path, entry.getName()), zip, depth);
            }
            entry = zip.getNextEntry();
        }
    }

    private void tar(String path, InputStream stream, int depth) throws IOException {
        TarEntries tar = new TarEntries(stream);
        while (tar.next()) {
            entry(join(path, tar.name()), tar.content(), depth);
        }
    }

    private void entry(String path, InputStream content, int depth) throws IOException {
        if (--entriesLeft < 0) {
            throw new Limit("archive with more than " + MOST_ENTRIES + " entries");
        }
        if (System.nanoTime() - deadline > 0) {
            throw new Limit("archive took longer than 60 seconds");
        }
        open(path, new BufferedInputStream(new Kept(content), 1 << 14), depth + 1);
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "!" + name;
    }

    private static byte[] head(InputStream stream) throws IOException {
        stream.mark(HEAD + 1);
        byte[] head = stream.readNBytes(HEAD);
        stream.reset();
        return head;
    }

    private static boolean isZip(byte[] head, int length) {
        return length > 30 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
    }

    private static boolean isGzip(byte[] head, int length) {
        return length > 18 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b && head[2] == 8;
    }

    private static boolean isTar(byte[] head, int length) {
        return length >= HEAD
                && head[257] == 'u'
                && head[258] == 's'
                && head[259] == 't'
                && head[260] == 'a'
                && head[261] == 'r';
    }

    /** Part of a larger stream: reading it to its end must not close that. */
    private static class Kept extends java.io.FilterInputStream {
        Kept(InputStream stream) {
            super(stream);
        }

        @Override
        public void close() {}
    }

    /** Counts what comes out, against the limit for all of it. */
    private final class Counted extends Kept {
        Counted(InputStream stream) {
            super(stream);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = in.read(target, offset, length);
            bytesLeft -= Math.max(0, count);
            if (bytesLeft < 0) {
                throw new Limit("archive unpacks to more than " + (MOST_BYTES >> 20) + " MB");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new Limit("archive took longer than 60 seconds");
            }
            return count;
        }
    }
}
