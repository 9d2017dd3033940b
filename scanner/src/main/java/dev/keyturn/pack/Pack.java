package dev.keyturn.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * A pack: where its entries begin and which is a delta on which. An entry's position is its number in the order of
 * offsets. Used by any thread once it is open.
 */
final class Pack implements AutoCloseable {
    /** In place of a base: the entry is whole. */
    static final int WHOLE = -1;

    /** In place of a base: it is not in this pack, or the entry's head is damaged. */
    static final int ELSEWHERE = -2;

    private static final int NUMBER_BITS = 28;
    private static final int NUMBER = (1 << NUMBER_BITS) - 1;
    private static final int TRAILER = 20;

    private final FileChannel channel;
    private final long end;
    private final IdTable ids;
    private final long[] order;
    private final int[] positions;
    private final byte[] kinds;
    private final int[] bases;
    private final int[] firstChild;
    private final int[] nextSibling;

    private Pack(FileChannel channel, PackIndex index) throws IOException {
        this.channel = channel;
        this.end = Math.max(0, channel.size() - TRAILER);
        this.ids = index.ids();
        int count = ids.count();
        this.order = inOrder(index.offsets());
        this.positions = new int[count];
        for (int position = 0; position < count; position++) {
            positions[number(position)] = position;
        }
        this.kinds = new byte[count];
        this.bases = new int[count];
        this.firstChild = new int[count];
        this.nextSibling = new int[count];
    }

    /**
     * Opens a pack by its index, and reads the head of every entry.
     *
     * @throws IOException if the index or the pack cannot be read at all
     */
    static Pack open(Path indexFile) throws IOException {
        String name = String.valueOf(indexFile.getFileName());
        Path file = indexFile.resolveSibling(name.substring(0, name.length() - "idx".length()) + "pack");
        if (!Files.isRegularFile(indexFile) || !Files.isRegularFile(file)) {
            throw new DamagedObjectException("pack or index that is no file");
        }
        PackIndex index = PackIndex.read(indexFile);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            Pack pack = new Pack(channel, index);
            new EntryHeads(pack).read();
            pack.link();
            return pack;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static long[] inOrder(long[] offsets) throws IOException {
        long[] order = offsets;
        for (int i = 0; i < order.length; i++) {
            if (order[i] < 0 || order[i] > Long.MAX_VALUE >> NUMBER_BITS || i > NUMBER) {
                throw new DamagedObjectException("pack index with an offset out of range");
            }
            order[i] = order[i] << NUMBER_BITS | i;
        }
        Arrays.parallelSort(order);
        return order;
    }

    /** Chains each base's deltas, in the order of positions. */
    private void link() {
        Arrays.fill(firstChild, -1);
        for (int position = count() - 1; position >= 0; position--) {
            int base = bases[position];
            nextSibling[position] = -1;
            if (base >= 0) {
                nextSibling[position] = firstChild[base];
                firstChild[base] = position;
            }
        }
    }

    int count() {
        return order.length;
    }

    /** The position of the object whose id stands in {@code bytes} from an offset on, or -1. */
    int find(byte[] bytes, int offset) {
        int number = ids.find(bytes, offset);
        return number < 0 ? -1 : positions[number];
    }

    /** The position of the entry that begins exactly there, or -1. */
    int at(long offset) {
        int low = 0;
        int high = order.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long here = order[middle] >> NUMBER_BITS;
            if (here == offset) {
                return middle;
            }
            if (here < offset) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    void copyId(int position, byte[] target) {
        ids.copy(number(position), target);
    }

    long offset(int position) {
        return order[position] >> NUMBER_BITS;
    }

    /** Count of bytes up to the next entry; 0 or less where the pack ends before. */
    long length(int position) {
        long next = position + 1 < order.length ? offset(position + 1) : end;
        return Math.min(next, end) - offset(position);
    }

    private int number(int position) {
        return (int) order[position] & NUMBER;
    }

    /** What the entry says of itself: a kind's number, or one of a delta; 0 if its head is damaged. */
    int kind(int position) {
        return kinds[position];
    }

    int base(int position) {
        return bases[position];
    }

    int firstChild(int position) {
        return firstChild[position];
    }

    int nextSibling(int position) {
        return nextSibling[position];
    }

    void head(int position, int kind, int base) {
        kinds[position] = (byte) kind;
        bases[position] = base;
    }

    /** Where the entry ends at the latest. */
    long end(int position) {
        return offset(position) + length(position);
    }

    FileChannel channel() {
        return channel;
    }

    /** Reads bytes from an offset on until the buffer is full or the file ends. */
    static void read(FileChannel channel, ByteBuffer target, long offset) throws IOException {
        long at = offset;
        while (target.hasRemaining()) {
            int count = channel.read(target, at);
            if (count < 0) {
                return;
            }
            at += count;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
