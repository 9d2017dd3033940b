package dev.keyturn.pack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * One thread's way through the delta trees of a pack: from a whole entry down to its deltas, depth first, each inflated
 * once. The bytes of bases are kept while they are needed, up to a limit: beyond it the uppermost are dropped, and made
 * again when the way comes back to them, as {@code git index-pack} does.
 */
final class Descent implements AutoCloseable {
    /** Objects that are larger, in bytes, are left to the visitor's other way. */
    static final int LARGEST = 32 << 20;

    private static final long MOST_HELD = 48 << 20;
    private static final int REUSED = 1 << 18;

    private final StoredObjects objects;
    private final ObjectVisitor visitor;
    private final IntPredicate wanted;
    private final List<BitSet> needed;
    private final ObjectView view;
    private final Inflation inflation;
    private final Stretches added = new Stretches();
    private final List<Level> levels = new ArrayList<>();
    private byte[] delta = new byte[1 << 12];
    private long held;
    private int depth;
    private Pack pack;
    private int start;
    private Kind kind = Kind.BLOB;

    /** An object between its root and the one that is looked at. */
    private static final class Level {
        int position;
        int nextChild;
        byte[] bytes = {};
        int length;
        boolean dropped;
        final Stretches open = new Stretches();
    }

    /**
     * @param wanted which objects are visited
     * @param needed by pack, the entries that are wanted or that such a one rests on; others are passed over
     */
    Descent(StoredObjects objects, ObjectVisitor visitor, IntPredicate wanted, List<BitSet> needed) {
        this.objects = objects;
        this.visitor = visitor;
        this.wanted = wanted;
        this.needed = needed;
        this.view = new ObjectView(objects);
        this.pack = objects.packs().get(0);
        this.inflation = new Inflation(pack.channel());
    }

    /** Visits a whole entry and everything that is a delta on it. */
    void from(int packNumber, int root, Kind itsKind) {
        pack = objects.packs().get(packNumber);
        start = objects.start(packNumber);
        kind = itsKind;
        BitSet marked = needed.get(packNumber);
        inflation.open(pack.channel());
        depth = 0;
        enter(root);
        while (depth > 0) {
            Level level = levels.get(depth - 1);
            int child = level.nextChild;
            if (child < 0) {
                leave(level);
            } else {
                level.nextChild = pack.nextSibling(child);
                if (marked.get(child)) {
                    enter(child);
                }
            }
        }
    }

    /** Makes and visits an entry; if that fails, it and what rests on it is left to the visitor's other way. */
    private void enter(int position) {
        Level level = level(depth);
        try {
            boolean made = depth == 0 ? whole(level, position) : onBase(level, position);
            if (made) {
                depth++;
                level.position = position;
                level.dropped = false;
                level.nextChild = pack.firstChild(position);
                visit(level);
                makeRoom();
                return;
            }
        } catch (IOException e) {
            // The visitor decides whether there is another way to read it.
        }
        otherwise(position);
    }

    private void visit(Level level) {
        int object = start + level.position;
        if (wanted.test(object)) {
            ObjectView shown = depth > 1
                    ? view.show(object, kind, level.bytes, level.length).searching(added)
                    : view.showWhole(object, kind, level.bytes, level.length);
            visitor.visit(shown.opening(level.open));
        } else {
            level.open.cover(0, level.length);
        }
    }

    private boolean whole(Level level, int position) throws IOException {
        EntryHead head = inflation.head(pack.offset(position), pack.end(position));
        if (head.size > LARGEST) {
            return false;
        }
        take(level, (int) head.size);
        inflation.inflate(level.bytes, level.length);
        return true;
    }

    private boolean onBase(Level level, int position) throws IOException {
        EntryHead head = inflation.head(pack.offset(position), pack.end(position));
        if (head.size > LARGEST) {
            return false;
        }
        int deltaLength = (int) head.size;
        if (delta.length < deltaLength) {
            delta = new byte[Math.max(deltaLength, 2 * delta.length)];
        }
        inflation.inflate(delta, deltaLength);
        Delta instructions = new Delta(delta, deltaLength);
        if (instructions.resultSize() > LARGEST) {
            return false;
        }
        Level base = levels.get(depth - 1);
        if (base.dropped) {
            makeAgain(depth - 1);
            return onBase(level, position);
        }
        take(level, (int) instructions.resultSize());
        instructions.apply(new Delta.Base(base.bytes, base.length, base.open), level.bytes, added);
        return true;
    }

    /** Makes the bytes of a level that was dropped, and of those between it and the next that was not. */
    private void makeAgain(int index) throws IOException {
        int from = index;
        while (from > 0 && levels.get(from).dropped) {
            from--;
        }
        int whole = depth;
        for (depth = from; depth <= index; depth++) {
            Level level = levels.get(depth);
            if (level.dropped) {
                boolean made = depth == 0 ? whole(level, level.position) : onBase(level, level.position);
                if (!made) {
                    depth = whole;
                    throw new DamagedObjectException("a base that cannot be made again");
                }
                level.dropped = false;
            }
        }
        depth = whole;
    }

    private void take(Level level, int length) {
        if (level.bytes.length < length) {
            held -= level.bytes.length;
            level.bytes =
                    new byte[length < REUSED ? Math.max(length, Math.min(REUSED, 2 * level.bytes.length)) : length];
            held += level.bytes.length;
        }
        level.length = length;
    }

    /** Drops bases beyond the limit, the uppermost first; the entry that was made last stays. */
    private void makeRoom() {
        for (int i = 0; held > MOST_HELD && i < depth - 1; i++) {
            release(levels.get(i));
            levels.get(i).dropped = true;
        }
    }

    private void leave(Level level) {
        depth--;
        if (level.bytes.length > REUSED) {
            release(level);
        }
    }

    private void release(Level level) {
        held -= level.bytes.length;
        level.bytes = new byte[0];
    }

    private Level level(int index) {
        if (index == levels.size()) {
            levels.add(new Level());
        }
        return levels.get(index);
    }

    /** Hands an entry and everything that rests on it to the visitor's other way. */
    private void otherwise(int top) {
        int position = top;
        while (position >= 0) {
            if (wanted.test(start + position)) {
                visitor.otherwise(start + position);
            }
            position = next(position, top);
        }
    }

    /** The next entry of a delta tree, bases before their deltas; -1 after the last. */
    private int next(int from, int top) {
        if (pack.firstChild(from) >= 0) {
            return pack.firstChild(from);
        }
        int position = from;
        while (position != top && pack.nextSibling(position) < 0) {
            position = pack.base(position);
        }
        return position == top ? -1 : pack.nextSibling(position);
    }

    @Override
    public void close() {
        inflation.close();
    }
}
