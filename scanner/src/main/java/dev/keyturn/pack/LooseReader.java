package dev.keyturn.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Reads loose objects: a kind's name, a size, a zero byte and the content, deflated together (git hash-object). */
final class LooseReader {
    private static final int LONGEST_HEAD = 32;

    private byte[] bytes = new byte[1 << 12];
    private int length;

    /** What an object is, or null if its file does not say so. */
    static @Nullable Kind kind(Path file) {
        try (InputStream in = open(file)) {
            return kind(head(in));
        } catch (IOException e) {
            return null;
        }
    }

    /** Reads an object into {@link #bytes}; false if it is too large for memory. */
    boolean read(Path file) throws IOException {
        try (InputStream in = open(file)) {
            String head = head(in);
            long size = size(head);
            if (size > Descent.LARGEST) {
                return false;
            }
            length = (int) size;
            if (bytes.length < length) {
                bytes = new byte[length];
            }
            if (in.readNBytes(bytes, 0, length) < length || in.read() >= 0) {
                throw new DamagedObjectException("a loose object of another size than it says");
            }
            return true;
        }
    }

    /**
     * An object by itself, of any size.
     *
     * @throws IOException if its file does not say what it is
     */
    static SingleObject single(Path file) throws IOException {
        try (InputStream in = open(file)) {
            String head = head(in);
            Kind kind = kind(head);
            if (kind == null) {
                throw new DamagedObjectException("a loose object of no known kind");
            }
            return new SingleObject(kind, size(head), () -> content(file));
        }
    }

    private static InputStream content(Path file) throws IOException {
        InputStream in = open(file);
        head(in);
        return in;
    }

    /** Valid up to {@link #length} until the next is read. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    private static InputStream open(Path file) throws IOException {
        return new InflaterInputStream(Files.newInputStream(file));
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int next = in.read();
        while (next > 0 && head.length() < LONGEST_HEAD) {
            head.append((char) next);
            next = in.read();
        }
        return head.toString();
    }

    private static @Nullable Kind kind(String head) {
        return switch (head.substring(0, Math.max(0, head.indexOf(' ')))) {
            case "commit" -> Kind.COMMIT;
            case "tree" -> Kind.TREE;
            case "blob" -> Kind.BLOB;
            case "tag" -> Kind.TAG;
            default -> null;
        };
    }

    private static long size(String head) throws IOException {
        try {
            long size = Long.parseLong(head.substring(head.indexOf(' ') + 1));
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            throw new DamagedObjectException("a loose object without a size");
        }
        throw new DamagedObjectException("a loose object of negative size");
    }
}
