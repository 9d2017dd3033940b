package dev.keyturn.source.git;

import dev.keyturn.pack.Kind;
import dev.keyturn.pack.ObjectSweep;
import dev.keyturn.pack.ObjectView;
import dev.keyturn.pack.ObjectVisitor;
import dev.keyturn.source.Look;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import dev.keyturn.source.Stretches;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Reads stored objects once each, on every core: blobs, commits and tags as they are, then of trees the names. It keeps
 * the commits, what trees name and the store lacks, and which trees lead to something that was seen.
 */
final class Sweep {
    private static final int ID = 20;

    private final GitRepository repository;
    private final ObjectStore store;
    private final Sink sink;
    private final Map<ObjectId, CommitNode> commits = new ConcurrentHashMap<>();
    private final Map<ObjectId, String> missing = new ConcurrentHashMap<>();
    private final Queue<Long> sighted = new ConcurrentLinkedQueue<>();
    private final Map<ObjectId, byte[]> detachedTrees = new ConcurrentHashMap<>();
    private final LongAdder read = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Links links;
    private volatile IdSet leading = new IdSet(Set.of());

    Sweep(GitRepository repository, ObjectStore store, Sink sink) {
        this.repository = repository;
        this.store = store;
        this.sink = sink;
        this.links = new Links(store.objects().count());
    }

    /** Reads the objects whose numbers are wanted. */
    void read(IntPredicate wanted) {
        ObjectSweep sweep = new ObjectSweep(store.objects(), wanted);
        sink.tally().expectedObjects.add(sweep.count());
        sweep.visit(Set.of(Kind.BLOB, Kind.COMMIT, Kind.TAG), Reader::new);
        try (Reader reader = new Reader()) {
            sweep.visitUnreached(reader);
        }
        leading = new IdSet(sighted);
        sweep.visit(Set.of(Kind.TREE), Reader::new);
        try (Reader reader = new Reader()) {
            detachedTrees.forEach(reader::tree);
        }
    }

    /** The commits that were read. */
    Map<ObjectId, CommitNode> commits() {
        return commits;
    }

    /** The commit, read or not, or null. */
    @Nullable
    CommitNode commit(ObjectId id) {
        return commits.get(id);
    }

    /** Which trees lead to what was seen. */
    Signatures signatures() {
        return new Signatures(links);
    }

    /** Whether no object could be read at all. */
    boolean isEmpty() {
        return read.sum() == 0;
    }

    /** Whether objects that are there could not be read: what they name may have become unreachable by that. */
    boolean damaged() {
        return failed.sum() > 0;
    }

    /** What was named and is not there, with the name. */
    Map<ObjectId, String> missing() {
        return missing;
    }

    /** One thread's. */
    private final class Reader implements ObjectVisitor {
        private final byte[] id = new byte[ID];
        private final TreeNames names = new TreeNames(sink);
        private final Links.Writer writer = links.writer();
        private @Nullable SingleReads singles;

        @Override
        public boolean visit(ObjectView object) {
            sink.tally().objects.increment();
            try {
                Look look = object.kind() == Kind.TREE ? tree(object) : content(object);
                read.increment();
                return look == Look.SETTLED;
            } catch (RuntimeException e) {
                failed.increment();
                sink.skip(
                        e instanceof IllegalArgumentException
                                ? new Skipped(object.name(), "damaged object")
                                : Skipped.byFault(object.name(), e));
                return false;
            }
        }

        @Override
        public void otherwise(int object) {
            sink.tally().objects.increment();
            store.objects().copyId(object, id);
            sighted.add(IdSet.start(id, 0));
            boolean done = singles().read(ObjectId.fromRaw(id));
            (done ? read : failed).increment();
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
            sink.piece(new Piece(name.name(), null, bytes, bytes.length, 1));
        }

        private void tree(ObjectId name, byte[] raw) {
            tree(store.number(name), raw, raw.length, Stretches.whole(raw.length), name::name);
        }

        private Look content(ObjectView object) {
            switch (object.kind()) {
                case BLOB -> sink.tally().blobs.increment();
                case COMMIT -> {
                    object.copyId(id);
                    commit(ObjectId.fromRaw(id), java.util.Arrays.copyOf(object.bytes(), object.length()));
                }
                default -> {}
            }
            sink.tally().bytes.add(object.length());
            Look look =
                    sink.piece(new Piece(object::name, null, object.bytes(), object.length(), 1, object.stretches()));
            if (look == Look.SIGHTED && object.kind() == Kind.BLOB) {
                object.copyId(id);
                sighted.add(IdSet.start(id, 0));
            }
            return look;
        }

        private void commit(ObjectId name, byte[] raw) {
            sink.tally().commits.increment();
            CommitNode node = CommitNode.parse(name, raw);
            commits.put(node, node);
        }

        private Look tree(ObjectView object) {
            return tree(object.number(), object.bytes(), object.length(), object.stretches(), object::name);
        }

        private Look tree(int number, byte[] raw, int length, Stretches stretches, Supplier<String> name) {
            names.begin();
            RawTree entries = new RawTree(raw, length);
            int count = 0;
            int stretch = 0;
            while (entries.next()) {
                count++;
                while (stretch < stretches.count() && stretches.to(stretch) < entries.start()) {
                    stretch++;
                }
                boolean added = stretch < stretches.count() && stretches.from(stretch) <= entries.end();
                if (added) {
                    names.add(entries, count, name);
                }
                link(entries, raw, added);
            }
            Look look = names.end(name);
            if (look == Look.SIGHTED) {
                writer.seen(0, number);
            }
            writer.keep(number);
            return look;
        }

        private void link(RawTree entry, byte[] raw, boolean added) {
            int number = added || entry.isTree() ? store.objects().find(raw, entry.idOffset()) : 0;
            if (number < 0) {
                if (!entry.isSubmodule()) {
                    missing.putIfAbsent(entry.id(), entry.name());
                }
            } else if (entry.isTree()) {
                writer.tree(number, entry.nameHash());
            } else if (!leading.isEmpty() && leading.has(IdSet.start(raw, entry.idOffset()))) {
                writer.seen(entry.nameHash(), IdSet.start(raw, entry.idOffset()));
            }
        }

        @Override
        public void close() {
            if (singles != null) {
                singles.close();
            }
        }
    }
}
