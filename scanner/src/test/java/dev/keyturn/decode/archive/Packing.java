package dev.keyturn.decode.archive;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.XZOutputStream;

/** Packs bytes in every way that is opened. */
public final class Packing {
    private Packing() {}

    /** Wraps an output in one that packs. */
    private interface Wrapping {
        OutputStream around(OutputStream out) throws IOException;
    }

    private static byte[] through(byte[] content, Wrapping wrapping) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = wrapping.around(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    public static byte[] gzip(byte[] content) throws IOException {
        return through(content, GZIPOutputStream::new);
    }

    public static byte[] zlib(byte[] content) throws IOException {
        return through(content, DeflaterOutputStream::new);
    }

    public static byte[] bzip2(byte[] content) throws IOException {
        return through(content, BZip2CompressorOutputStream::new);
    }

    public static byte[] xz(byte[] content) throws IOException {
        return through(content, out -> new XZOutputStream(out, new LZMA2Options(1)));
    }

    public static byte[] lzma(byte[] content) throws IOException {
        return through(content, out -> new LZMAOutputStream(out, new LZMA2Options(1), -1));
    }

    public static byte[] zstd(byte[] content) throws IOException {
        return zstd(content, 3);
    }

    /** @param level 1 (fast) to 19 (small) */
    public static byte[] zstd(byte[] content, int level) throws IOException {
        return through(content, out -> {
            ZstdOutputStream zstd = new ZstdOutputStream(out, level);
            zstd.setChecksum(level % 2 == 0);
            return zstd;
        });
    }

    public static byte[] lz4(byte[] content) throws IOException {
        return through(content, FramedLZ4CompressorOutputStream::new);
    }

    public static byte[] snappy(byte[] content) throws IOException {
        return through(content, FramedSnappyCompressorOutputStream::new);
    }

    public static byte[] zip(String name, byte[] content) throws IOException {
        return through(content, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            zip.putNextEntry(new ZipEntry(name));
            return zip;
        });
    }

    public static byte[] tar(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    public static byte[] ar(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArArchiveOutputStream ar = new ArArchiveOutputStream(bytes)) {
            ar.putArchiveEntry(new ArArchiveEntry(name, content.length));
            ar.write(content);
            ar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    public static byte[] cpio(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CpioArchiveOutputStream cpio = new CpioArchiveOutputStream(bytes)) {
            CpioArchiveEntry entry = new CpioArchiveEntry(name);
            entry.setSize(content.length);
            cpio.putArchiveEntry(entry);
            cpio.write(content);
            cpio.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    public static byte[] sevenZip(String name, byte[] content) throws IOException {
        SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
        try (SevenZOutputFile file = new SevenZOutputFile(channel)) {
            SevenZArchiveEntry entry = new SevenZArchiveEntry();
            entry.setName(name);
            entry.setSize(content.length);
            file.putArchiveEntry(entry);
            file.write(content);
            file.closeArchiveEntry();
        }
        return java.util.Arrays.copyOf(channel.array(), (int) channel.size());
    }

    /** An rpm whose payload is what is given; its headers are empty. */
    public static byte[] rpm(byte[] payload) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[] {(byte) 0xed, (byte) 0xab, (byte) 0xee, (byte) 0xdb});
        bytes.writeBytes(new byte[92]);
        byte[] header = {(byte) 0x8e, (byte) 0xad, (byte) 0xe8, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        bytes.writeBytes(header);
        bytes.writeBytes(header);
        bytes.writeBytes(payload);
        return bytes.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
