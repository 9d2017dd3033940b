package dev.keyturn.source.git;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.pack.StoreListing;
import dev.keyturn.source.Look;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sighting;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import dev.keyturn.source.Source;
import dev.keyturn.source.Tally;
import dev.keyturn.source.Traced;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The history of a repository: every ref's, one branch's, or everything that the object store holds. Each object is read
 * once, whatever number of commits and branches has it; with a cache, once in a series of scans.
 */
public final class HistorySource implements Source {
    private final GitRepository repository;
    private final Extent extent;
    private final Queue<Skipped> gaps = new ConcurrentLinkedQueue<>();
    private @Nullable HistoryCache cache;
    private @Nullable History history;
    private @Nullable HistoryPass pass;
    private boolean salvaged;
    private Seen seen = new Seen(List.of());

    /**
     * How much of it.
     *
     * @param branch only what this branch, tag or revision reaches; null for all
     * @param unreachable whether objects are wanted that no ref reaches
     */
    public record Extent(@Nullable String branch, boolean unreachable) {
        /** Every ref. */
        public static Extent everyRef() {
            return new Extent(null, false);
        }
    }

    public HistorySource(GitRepository repository, Extent extent) {
        this(repository, extent, null);
    }

    /** @param cache keeps what the next scan builds on; null if everything is to be read each time */
    public HistorySource(GitRepository repository, Extent extent, @Nullable HistoryCache cache) {
        this.repository = repository;
        this.extent = extent;
        this.cache = cache;
    }

    @Override
    public void read(Sink given) throws Complaint {
        gaps.clear();
        Sink sink = new LargeFiles(repository, new GapKeeping(given, gaps));
        History found = find(sink);
        history = found;
        sink.tally().refs.add(found.roots().size());
        if (cache != null && found.continuable()) {
            pass = GrownHistory.read(found, cache.load(), sink);
        }
        if (pass == null) {
            pass = whole(found, sink);
        }
    }

    /** The whole history; null if only packs without an index were there to be read. */
    private @Nullable HistoryPass whole(History found, Sink sink) throws Complaint {
        try {
            return WholeHistory.read(found, sink);
        } catch (Complaint e) {
            if (salvaged) {
                return null;
            }
            throw e;
        }
    }

    private History find(Sink sink) throws Complaint {
        Roots names = new Roots(repository);
        String branch = extent.branch();
        AtomicBoolean lost = new AtomicBoolean();
        Map<String, ObjectId> roots = branch != null
                ? Map.of(branch, names.named(branch))
                : names.all(gap -> {
                    lost.set(true);
                    sink.skip(gap);
                });
        List<Path> directories = new ObjectDirectories(sink::skip).of(repository);
        salvaged = Salvage.read(directories, sink);
        StoreListing listing = StoreListing.of(directories);
        return new History(repository, extent, roots, lost.get(), listing, directories.size() > 1);
    }

    @Override
    public boolean all(Collection<Sighting> sightings) {
        if (pass == null || !pass.contradictedBy(new Seen(sightings))) {
            return true;
        }
        pass.close();
        pass = null;
        cache = null;
        return false;
    }

    @Override
    public List<Traced> trace(Collection<Sighting> sightings) {
        seen = new Seen(sightings);
        if (pass != null) {
            pass.trace(seen);
        }
        return seen.places();
    }

    @Override
    public void keep(Predicate<byte[]> revealing) {
        if (cache == null || pass == null || history == null || !history.continuable()) {
            return;
        }
        Memory memory = pass.memory(seen, List.copyOf(gaps));
        if (!memory.isEmpty()) {
            byte[] bytes = MemoryFormat.write(memory);
            if (!revealing.test(bytes)) {
                cache.keep(bytes);
            }
        }
    }

    @Override
    public Map<String, String> heads() {
        Map<String, String> heads = new TreeMap<>();
        if (history != null) {
            history.roots().forEach((ref, id) -> heads.put(ref, id.name()));
        }
        return heads;
    }

    @Override
    public Map<String, List<String>> refsWith(Collection<String> ids) {
        return pass == null ? Map.of() : pass.refsWith(ids);
    }

    @Override
    public void close() {
        if (pass != null) {
            pass.close();
        }
        repository.close();
    }

    /** A sink that keeps a list of the gaps that it is told of. */
    private record GapKeeping(Sink sink, Queue<Skipped> gaps) implements Sink {
        @Override
        public Look piece(Piece piece) {
            return sink.piece(piece);
        }

        @Override
        public Look stream(String name, @Nullable Place place, InputStream stream) throws IOException {
            return sink.stream(name, place, stream);
        }

        @Override
        public void skip(Skipped skipped) {
            gaps.add(skipped);
            sink.skip(skipped);
        }

        @Override
        public Tally tally() {
            return sink.tally();
        }
    }
}
