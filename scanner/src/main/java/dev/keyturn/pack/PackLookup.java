package dev.keyturn.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A pack in which single objects are looked up, so that opening it costs the same whatever it holds. */
final class PackLookup implements AutoCloseable {
    private static final int TRAILER = 20;

    private final FileChannel pack;
    private final IndexFile index;

    private PackLookup(FileChannel pack, IndexFile index) {
        this.pack = pack;
        this.index = index;
    }

    /** @throws IOException if the index or the pack cannot be read, or is none */
    static PackLookup open(Path indexFile) throws IOException {
        String name = String.valueOf(indexFile.getFileName());
        Path file = indexFile.resolveSibling(name.substring(0, name.length() - "idx".length()) + "pack");
        if (!Files.isRegularFile(file) || !Files.isRegularFile(indexFile)) {
            throw new DamagedObjectException("pack or index that is no file");
        }
        IndexFile index = IndexFile.open(indexFile);
        return new PackLookup(FileChannel.open(file, StandardOpenOption.READ), index);
    }

    /** Where the entry of an id begins, or -1. */
    long find(byte[] wanted) {
        return index.find(wanted);
    }

    /**
     * Reads the head of an entry.
     *
     * @return where its deflated bytes begin
     */
    long head(long offset, EntryHead head) throws IOException {
        long end = pack.size() - TRAILER;
        if (offset < 0 || offset >= end) {
            throw new DamagedObjectException("the pack ends before the entry");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(EntryHead.LONGEST, end - offset));
        pack.read(bytes, offset);
        head.read(bytes.flip());
        return offset + bytes.position();
    }

    FileChannel channel() {
        return pack;
    }

    @Override
    public void close() throws IOException {
        pack.close();
    }
}
