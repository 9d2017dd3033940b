package dev.keyturn.pack;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** An object's bytes: in memory, or where they are too many for it, in a temporary file that has no name any more. */
final class Content implements AutoCloseable {
    private final byte @Nullable [] bytes;
    private final @Nullable FileChannel file;
    private final long size;

    private Content(byte @Nullable [] bytes, @Nullable FileChannel file, long size) {
        this.bytes = bytes;
        this.file = file;
        this.size = size;
    }

    static Content of(byte[] bytes) {
        return new Content(bytes, null, bytes.length);
    }

    /** Somewhere to write to; {@link #written} makes it content. */
    static FileChannel room() throws IOException {
        Path path = Files.createTempFile("keyturn", ".object");
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
    }

    static Content written(FileChannel room) throws IOException {
        return new Content(null, room, room.size());
    }

    long size() {
        return size;
    }

    /** The bytes if they are in memory. */
    byte @Nullable [] inMemory() {
        return bytes;
    }

    InputStream stream() throws IOException {
        if (bytes != null || file == null) {
            return new ByteArrayInputStream(bytes == null ? new byte[0] : bytes);
        }
        file.position(0);
        InputStream whole = Channels.newInputStream(file);
        return new java.io.FilterInputStream(whole) {
            @Override
            public void close() {}
        };
    }

    /** Copies a part of it that lies within. */
    void copy(long from, int length, byte[] buffer, OutputStream out) throws IOException {
        if (bytes != null) {
            out.write(bytes, (int) from, length);
            return;
        }
        long at = from;
        while (file != null && at < from + length) {
            int count = file.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, from + length - at)), at);
            if (count < 0) {
                throw new EOFException("a temporary file became shorter");
            }
            out.write(buffer, 0, count);
            at += count;
        }
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
