package dev.keyturn.decode.archive;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.deflate64.Deflate64CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorInputStream;
import org.apache.commons.compress.compressors.z.ZCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/** Streams packed as a whole. What one of them may take of memory is bounded, whatever its header asks for. */
final class Compressed {
    /** Holds the largest dictionary of {@code xz -9}. */
    static final int MOST_KIBIBYTES = 96 << 10;

    private Compressed() {}

    static void xz(InputStream stream, Entries entries) throws IOException {
        entries.entry("", new XZInputStream(stream, MOST_KIBIBYTES));
    }

    static void lzma(InputStream stream, Entries entries) throws IOException {
        entries.entry("", new LZMAInputStream(stream, MOST_KIBIBYTES));
    }

    static void bzip2(InputStream stream, Entries entries) throws IOException {
        entries.entry("", new BZip2CompressorInputStream(stream, true));
    }

    static void lz4(InputStream stream, Entries entries) throws IOException {
        entries.entry("", new FramedLZ4CompressorInputStream(stream, true));
    }

    static void snappy(InputStream stream, Entries entries) throws IOException {
        entries.entry("", new FramedSnappyCompressorInputStream(stream));
    }

    static void lzw(InputStream stream, Entries entries) throws IOException {
        entries.entry("", new ZCompressorInputStream(stream, MOST_KIBIBYTES));
    }

    static void zstd(InputStream stream, Entries entries) throws IOException {
        entries.entry("", new Zstd(stream));
    }

    /** The plain form of an entry of a zip file; null for a method that is not known. */
    static @Nullable InputStream zipMethod(int method, InputStream raw) throws IOException {
        return switch (method) {
            case 0 -> raw;
            case 9 -> new Deflate64CompressorInputStream(raw);
            case 12 -> new BZip2CompressorInputStream(raw);
            case 14 -> zipLzma(raw);
            case 93 -> new Zstd(raw);
            case 95 -> new XZInputStream(raw, MOST_KIBIBYTES);
            default -> null;
        };
    }

    /** Two bytes of version and two of length stand before the five of properties. */
    private static InputStream zipLzma(InputStream raw) throws IOException {
        byte[] head = raw.readNBytes(9);
        if (head.length < 9) {
            throw new IOException("cut off");
        }
        int dictionary = head[5] & 0xff | (head[6] & 0xff) << 8 | (head[7] & 0xff) << 16 | (head[8] & 0xff) << 24;
        if (dictionary < 0 || dictionary >> 10 > MOST_KIBIBYTES) {
            throw new IOException("too large a dictionary");
        }
        return new LZMAInputStream(raw, -1, head[4], dictionary);
    }
}
