package dev.keyturn.decode.archive;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** What systems install from: ar (deb), cpio, rpm; and 7z. */
final class Packages {
    /** A 7z file is read back and forth, so it has to be in memory. */
    private static final int LARGEST_7Z = 64 << 20;

    private static final int RPM_LEAD = 96;
    private static final int RPM_HEADER = 16;

    private Packages() {}

    static void ar(InputStream stream, Entries entries) throws IOException {
        each(new ArArchiveInputStream(stream), entries);
    }

    static void cpio(InputStream stream, Entries entries) throws IOException {
        each(new CpioArchiveInputStream(stream), entries);
    }

    private static void each(ArchiveInputStream<? extends ArchiveEntry> archive, Entries entries) throws IOException {
        ArchiveEntry entry = archive.getNextEntry();
        while (entry != null) {
            entries.entry(entry.getName(), archive);
            entry = archive.getNextEntry();
        }
    }

    /** Behind a lead and two headers, the first of them padded to eight, stands a compressed cpio. */
    static void rpm(InputStream stream, Entries entries) throws IOException {
        Window window = new Window(stream);
        window.skipNBytes(RPM_LEAD);
        long signature = rpmHeader(window);
        window.skipNBytes(-signature & 7);
        rpmHeader(window);
        entries.entry("", window);
    }

    private static long rpmHeader(Window window) throws IOException {
        if (!window.has(RPM_HEADER)) {
            throw new IOException("cut off");
        }
        long index = Integer.reverseBytes((int) window.intAt(8)) & 0xffffffffL;
        long data = Integer.reverseBytes((int) window.intAt(12)) & 0xffffffffL;
        window.pass(RPM_HEADER);
        window.skipNBytes(index * RPM_HEADER + data);
        return RPM_HEADER + index * RPM_HEADER + data;
    }

    static void sevenZip(InputStream stream, Entries entries) throws IOException {
        byte[] bytes = stream.readNBytes(LARGEST_7Z + 1);
        if (bytes.length > LARGEST_7Z) {
            entries.omitted("", "7z of more than " + (LARGEST_7Z >> 20) + " MB");
            return;
        }
        try (SevenZFile file = SevenZFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                .setMaxMemoryLimitKiB(Compressed.MOST_KIBIBYTES)
                .setTryToRecoverBrokenArchives(false)
                .get()) {
            SevenZArchiveEntry entry = file.getNextEntry();
            while (entry != null) {
                entries.entry(entry.getName() == null ? "" : entry.getName(), content(file));
                entry = file.getNextEntry();
            }
        }
    }

    private static InputStream content(SevenZFile file) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return file.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return file.read(target, offset, length);
            }
        };
    }
}
