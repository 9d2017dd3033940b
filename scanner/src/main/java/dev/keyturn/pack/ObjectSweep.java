package dev.keyturn.pack;

import dev.keyturn.concurrent.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows stored objects to visitors, each once, on every core: the delta trees of the packs, the largest first and then in
 * the order of the pack, and the loose objects.
 */
public final class ObjectSweep {
    private static final int LOOSE = -1;
    private static final int BATCH = 8;
    private static final int LARGE_TREE = 1_000;
    private static final Comparator<Root> LARGEST_FIRST = Comparator.comparingInt(
                    (Root root) -> root.weight < LARGE_TREE ? 0 : root.weight)
            .reversed();

    private final StoredObjects objects;
    private final IntPredicate wanted;
    private final List<BitSet> needed = new ArrayList<>();
    private final List<@Nullable Kind> looseKinds = new ArrayList<>();
    private int count;

    /** Where a worker starts: a whole entry of a pack, or a loose object. */
    private record Root(int pack, int position, Kind kind, int weight) {}

    /** @param wanted which objects, by number */
    public ObjectSweep(StoredObjects objects, IntPredicate wanted) {
        this.objects = objects;
        this.wanted = object -> wanted.test(object) && objects.isFirst(object);
        for (int pack = 0; pack < objects.packs().size(); pack++) {
            needed.add(needed(pack));
        }
        for (int number = 0; number < objects.loose().count(); number++) {
            looseKinds.add(LooseReader.kind(objects.loose().file(number)));
            count += wanted.test(objects.start(objects.packs().size()) + number) ? 1 : 0;
        }
    }

    /** Marks the entries that are wanted, and those that they rest on. */
    private BitSet needed(int number) {
        Pack pack = objects.packs().get(number);
        BitSet marked = new BitSet(pack.count());
        for (int position = 0; position < pack.count(); position++) {
            int up = wanted.test(objects.start(number) + position) ? position : -1;
            count += up >= 0 ? 1 : 0;
            while (up >= 0 && !marked.get(up)) {
                marked.set(up);
                up = pack.base(up);
            }
        }
        return marked;
    }

    /** How many objects are wanted. */
    public int count() {
        return count;
    }

    /** Shows those of some kinds. */
    public void visit(Set<Kind> kinds, Supplier<ObjectVisitor> visitors) {
        List<Root> roots = new ArrayList<>();
        for (int pack = 0; pack < objects.packs().size(); pack++) {
            addRoots(pack, kinds, roots);
        }
        roots.sort(LARGEST_FIRST);
        for (int number = 0; number < looseKinds.size(); number++) {
            Kind kind = looseKinds.get(number);
            if (kind != null && kinds.contains(kind)) {
                roots.add(new Root(LOOSE, number, kind, 1));
            }
        }
        Workers.run(roots, BATCH, () -> new Worker(visitors.get()));
    }

    private void addRoots(int number, Set<Kind> kinds, List<Root> roots) {
        Pack pack = objects.packs().get(number);
        int[] weights = weights(pack, needed.get(number));
        for (int position = 0; position < pack.count(); position++) {
            Kind kind = Kind.numbered(pack.kind(position));
            if (kind != null && kinds.contains(kind) && weights[position] > 0) {
                roots.add(new Root(number, position, kind, weights[position]));
            }
        }
    }

    /** How many needed entries rest on each, itself among them; a base that stands behind its delta may count less. */
    private static int[] weights(Pack pack, BitSet needed) {
        int[] weights = new int[pack.count()];
        for (int position = pack.count() - 1; position >= 0; position--) {
            weights[position] += needed.get(position) ? 1 : 0;
            if (pack.base(position) >= 0) {
                weights[pack.base(position)] += weights[position];
            }
        }
        return weights;
    }

    /** Hands over what no visit reached: what rests on an object that its pack lacks, on itself, or is of no known kind. */
    public void visitUnreached(ObjectVisitor visitor) {
        for (int number = 0; number < objects.packs().size(); number++) {
            Pack pack = objects.packs().get(number);
            BitSet attached = attached(pack);
            for (int position = 0; position < pack.count(); position++) {
                if (!attached.get(position) && wanted.test(objects.start(number) + position)) {
                    visitor.otherwise(objects.start(number) + position);
                }
            }
        }
        for (int number = 0; number < looseKinds.size(); number++) {
            int object = objects.start(objects.packs().size()) + number;
            if (looseKinds.get(number) == null && wanted.test(object)) {
                visitor.otherwise(object);
            }
        }
    }

    /** Marks the entries whose chain of bases ends in a whole one. */
    private static BitSet attached(Pack pack) {
        BitSet attached = new BitSet(pack.count());
        BitSet asked = new BitSet(pack.count());
        for (int position = 0; position < pack.count(); position++) {
            int up = position;
            while (up >= 0 && !asked.get(up)) {
                asked.set(up);
                up = pack.base(up);
            }
            if (up == Pack.WHOLE || up >= 0 && attached.get(up)) {
                for (int down = position; down >= 0 && !attached.get(down); down = pack.base(down)) {
                    attached.set(down);
                }
            }
        }
        return attached;
    }

    /** One thread's. */
    private final class Worker implements Workers.Worker<Root> {
        private final ObjectVisitor visitor;
        private final ObjectView view = new ObjectView(objects);
        private final LooseReader loose = new LooseReader();
        private @Nullable Descent descent;

        Worker(ObjectVisitor visitor) {
            this.visitor = visitor;
        }

        @Override
        public void accept(Root root) {
            if (root.pack == LOOSE) {
                loose(root.position, root.kind);
            } else {
                descent().from(root.pack, root.position, root.kind);
            }
        }

        private Descent descent() {
            if (descent == null) {
                descent = new Descent(objects, visitor, wanted, needed);
            }
            return descent;
        }

        private void loose(int number, Kind kind) {
            int object = objects.start(objects.packs().size()) + number;
            if (!wanted.test(object)) {
                return;
            }
            try {
                if (loose.read(objects.loose().file(number))) {
                    visitor.visit(view.showWhole(object, kind, loose.bytes(), loose.length()));
                    return;
                }
            } catch (IOException e) {
                // The visitor decides whether there is another way to read it.
            }
            visitor.otherwise(object);
        }

        @Override
        public void close() {
            if (descent != null) {
                descent.close();
            }
            visitor.close();
        }
    }
}
