package dev.keyturn.source.git;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Steps through the entries of a tree as it is stored. A damaged rest of a tree reads as its end. */
final class RawTree {
    private static final int TREE_MODE = 040000;
    private static final int SUBMODULE_MODE = 0160000;
    private static final int ID_LENGTH = 20;

    private final byte[] raw;
    private final int length;
    private int start;
    private int next;
    private int mode;
    private int nameStart;
    private int nameEnd;
    private boolean ended;

    RawTree(byte[] raw) {
        this(raw, raw.length);
    }

    /** @param length how many of the bytes are the tree's */
    RawTree(byte[] raw, int length) {
        this.raw = raw;
        this.length = length;
    }

    /** Steps to the next entry; false at the end. */
    boolean next() {
        int at = next;
        start = next;
        mode = 0;
        while (at < length && raw[at] != ' ') {
            mode = mode << 3 | raw[at++] - '0';
        }
        nameStart = at + 1;
        nameEnd = nameStart;
        while (nameEnd < length && raw[nameEnd] != 0) {
            nameEnd++;
        }
        next = nameEnd + 1 + ID_LENGTH;
        return next <= length;
    }

    boolean isTree() {
        return mode == TREE_MODE;
    }

    /** Whether it names a commit of another repository, which is not here. */
    boolean isSubmodule() {
        return mode == SUBMODULE_MODE;
    }

    String name() {
        return new String(raw, nameStart, nameEnd - nameStart, StandardCharsets.UTF_8);
    }

    /** Copies the name, on one line whatever it holds, and a line feed; returns the position after it. */
    int copyName(byte[] target, int at) {
        int end = at;
        for (int i = nameStart; i < nameEnd; i++) {
            target[end++] = raw[i] == '\n' ? (byte) ' ' : raw[i];
        }
        target[end] = '\n';
        return end + 1;
    }

    /** Count of bytes of the name. */
    int nameLength() {
        return nameEnd - nameStart;
    }

    /** A number that stands for the name. */
    int nameHash() {
        int hash = 1;
        for (int i = nameStart; i < nameEnd; i++) {
            hash = 31 * hash + raw[i];
        }
        return hash;
    }

    /** Offset of the entry's first byte. */
    int start() {
        return start;
    }

    /** Offset after its last byte. */
    int end() {
        return next;
    }

    /** Where the entry's raw id starts. */
    int idOffset() {
        return nameEnd + 1;
    }

    ObjectId id() {
        return ObjectId.fromRaw(raw, nameEnd + 1);
    }

    /** The id of the entry of that name and of that kind in another tree, or null. */
    static @Nullable ObjectId find(byte[] tree, RawTree like) {
        RawTree entries = new RawTree(tree);
        while (entries.next()) {
            if (entries.isTree() == like.isTree() && entries.sameName(like)) {
                return entries.id();
            }
        }
        return null;
    }

    /**
     * Steps on to the entry of another tree's name and kind, for callers that ask in the order of trees. In a tree that
     * is out of order some entries count as absent.
     *
     * @return its id, or null if there is none
     */
    @Nullable
    ObjectId seek(RawTree other) {
        while (!ended && (nameEnd == 0 || compareTo(other) < 0)) {
            ended = !next();
        }
        return !ended && isTree() == other.isTree() && sameName(other) ? id() : null;
    }

    /** The order of trees: by name, where the name of a tree ends in a slash. */
    private int compareTo(RawTree other) {
        int length = Math.min(nameEnd - nameStart, other.nameEnd - other.nameStart);
        int mismatch = Arrays.mismatch(
                raw, nameStart, nameStart + length, other.raw, other.nameStart, other.nameStart + length);
        int at = mismatch < 0 ? length : mismatch;
        return Integer.compare(character(at), other.character(at));
    }

    private int character(int at) {
        if (nameStart + at < nameEnd) {
            return raw[nameStart + at] & 0xff;
        }
        return isTree() ? '/' : 0;
    }

    private boolean sameName(RawTree other) {
        return Arrays.equals(raw, nameStart, nameEnd, other.raw, other.nameStart, other.nameEnd);
    }
}
