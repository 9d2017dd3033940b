package dev.keyturn.source.git;

import dev.keyturn.pack.Kind;
import dev.keyturn.pack.ObjectSweep;
import dev.keyturn.pack.ObjectView;
import dev.keyturn.pack.ObjectVisitor;
import dev.keyturn.pack.Stretches;
import dev.keyturn.source.Look;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Reads stored objects once each, on every core: blobs, commits and tags as they are, then of trees the names. */
final class Sweep {
    private static final int ID = 20;

    private final GitRepository repository;
    private final ObjectStore store;
    private final Memory memory;
    private final Sink sink;
    private final Harvest harvest = new Harvest();
    private final Links links;
    private final Map<ObjectId, byte[]> detachedTrees = new ConcurrentHashMap<>();
    private volatile IdSet leading = new IdSet(List.of());

    /** @param memory of a scan that read what the store here does not list */
    Sweep(GitRepository repository, ObjectStore store, Memory memory, Sink sink) {
        this.repository = repository;
        this.store = store;
        this.memory = memory;
        this.sink = sink;
        this.links = new Links(store.objects().count());
    }

    /** Reads the objects whose numbers are wanted. */
    Harvest read(IntPredicate wanted) {
        ObjectSweep sweep = new ObjectSweep(store.objects(), wanted);
        sink.tally().expectedObjects.add(sweep.count());
        sweep.visit(Set.of(Kind.BLOB, Kind.COMMIT, Kind.TAG), Reader::new);
        try (Reader reader = new Reader()) {
            sweep.visitUnreached(reader);
        }
        leading = leading();
        sweep.visit(Set.of(Kind.TREE), Reader::new);
        try (Reader reader = new Reader()) {
            detachedTrees.forEach(reader::tree);
        }
        return harvest;
    }

    /** Which trees lead to what was seen. */
    Signatures signatures() {
        return new Signatures(links);
    }

    private IdSet leading() {
        List<Long> starts = new ArrayList<>();
        byte[] id = new byte[ID];
        for (Set<ObjectId> sighted :
                List.of(harvest.sighted().keySet(), memory.hits().keySet())) {
            for (ObjectId object : sighted) {
                object.copyRawTo(id, 0);
                starts.add(IdSet.start(id, 0));
            }
        }
        return new IdSet(starts);
    }

    /** One thread's. */
    private final class Reader implements ObjectVisitor {
        private final byte[] id = new byte[ID];
        private final TreeReading trees = new TreeReading(store, memory, sink, links.writer());
        private @Nullable SingleReads singles;

        @Override
        public void visit(ObjectView object) {
            sink.tally().objects.increment();
            try {
                if (object.kind() == Kind.TREE) {
                    tree(object);
                } else {
                    content(object);
                }
                harvest.count(true);
            } catch (RuntimeException e) {
                harvest.count(false);
                sink.skip(
                        e instanceof IllegalArgumentException
                                ? new Skipped(object.name(), "damaged object")
                                : Skipped.byFault(object.name(), e));
                object.openAll();
            }
        }

        @Override
        public void otherwise(int object) {
            sink.tally().objects.increment();
            store.objects().copyId(object, id);
            ObjectId name = ObjectId.fromRaw(id);
            Look look = singles().read(name);
            harvest.count(look != null);
            if (look == Look.SIGHTED) {
                harvest.sighted().put(name, new Stretches());
            }
        }

        private SingleReads singles() {
            if (singles == null) {
                singles = new SingleReads(repository, sink, this::take);
            }
            return singles;
        }

        private void take(Kind kind, ObjectId name, byte[] bytes) {
            if (kind == Kind.TREE) {
                detachedTrees.put(name, bytes);
                return;
            }
            if (kind == Kind.COMMIT) {
                commit(name, bytes);
            }
            if (sink.piece(new Piece(name.name(), null, bytes, bytes.length, 1)) == Look.SIGHTED) {
                harvest.sighted().put(name, new Stretches());
            }
        }

        private void content(ObjectView object) {
            switch (object.kind()) {
                case BLOB -> sink.tally().blobs.increment();
                case COMMIT -> commit(id(object), Arrays.copyOf(object.bytes(), object.length()));
                default -> {}
            }
            sink.tally().bytes.add(object.length());
            if (sink.piece(new Piece(object)) == Look.SIGHTED) {
                harvest.sighted().put(id(object), object.open().copy());
            }
        }

        private ObjectId id(ObjectView object) {
            object.copyId(id);
            return ObjectId.fromRaw(id);
        }

        private void commit(ObjectId name, byte[] raw) {
            sink.tally().commits.increment();
            CommitNode node = CommitNode.parse(name, raw);
            harvest.commits().put(node, node);
        }

        private void tree(ObjectView object) {
            if (noted(trees.read(object, leading, harvest.missing())) != Look.SETTLED) {
                object.openAll();
            }
        }

        private void tree(ObjectId name, byte[] raw) {
            noted(trees.read(name, raw, leading, harvest.missing()));
        }

        private Look noted(Look look) {
            if (look == Look.SIGHTED) {
                harvest.nameSighted();
            }
            return look;
        }

        @Override
        public void close() {
            if (singles != null) {
                singles.close();
            }
        }
    }
}
