package dev.keyturn.source.git;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.eclipse.jgit.lib.ObjectId;

/** Steps through the entries of a tree as it is stored. A damaged rest of a tree reads as its end. */
final class RawTree {
    private static final int TREE_MODE = 040000;
    private static final int SUBMODULE_MODE = 0160000;
    private static final int ID_LENGTH = 20;

    private final byte[] raw;
    private int next;
    private int mode;
    private int nameStart;
    private int nameEnd;

    RawTree(byte[] raw) {
        this.raw = raw;
    }

    /** Steps to the next entry; false at the end. */
    boolean next() {
        int at = next;
        mode = 0;
        while (at < raw.length && raw[at] != ' ') {
            mode = mode << 3 | raw[at++] - '0';
        }
        nameStart = at + 1;
        nameEnd = nameStart;
        while (nameEnd < raw.length && raw[nameEnd] != 0) {
            nameEnd++;
        }
        next = nameEnd + 1 + ID_LENGTH;
        return next <= raw.length;
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

    /** Copies the name and a line feed; returns the position after it. */
    int copyName(byte[] target, int at) {
        System.arraycopy(raw, nameStart, target, at, nameEnd - nameStart);
        int end = at + nameEnd - nameStart;
        target[end] = '\n';
        return end + 1;
    }

    /** Where the entry's raw id starts. */
    int idOffset() {
        return nameEnd + 1;
    }

    ObjectId id() {
        return ObjectId.fromRaw(raw, nameEnd + 1);
    }

    /** The id of the entry of that name and of that kind in another tree, or null. */
    static @org.jspecify.annotations.Nullable ObjectId find(byte[] tree, RawTree like) {
        RawTree entries = new RawTree(tree);
        while (entries.next()) {
            if (entries.isTree() == like.isTree() && entries.sameName(like)) {
                return entries.id();
            }
        }
        return null;
    }

    private boolean sameName(RawTree other) {
        return Arrays.equals(raw, nameStart, nameEnd, other.raw, other.nameStart, other.nameEnd);
    }
}
