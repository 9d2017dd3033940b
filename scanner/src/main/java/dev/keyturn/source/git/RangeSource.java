package dev.keyturn.source.git;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.complaint.NothingToScan;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sighting;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import dev.keyturn.source.Source;
import dev.keyturn.source.Traced;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What some revisions add over others: every commit that the former reach and the latter don't, each against all of its
 * parents, and the tags, trees and files that a revision names without a commit. What one commit adds and a later one
 * removes again counts.
 */
public final class RangeSource implements Source {
    private final GitRepository repository;
    private final List<String> from;
    private final List<Tip> to;
    private final boolean strict;
    private Tips added = Tips.none();
    private List<CommitNode> commits = List.of();
    private Changes changes;

    /**
     * A revision whose additions are wanted.
     *
     * @param name what it is called: a ref, or the revision itself
     * @param revision the revision
     * @param named whether the name is an addition as well
     */
    public record Tip(String name, String revision, boolean named) {}

    /**
     * @param from revisions whose history is known already; one that is not here excludes nothing
     * @param to revisions whose additions are wanted
     */
    public RangeSource(GitRepository repository, List<String> from, List<Tip> to) {
        this(repository, from, to, false);
    }

    private RangeSource(GitRepository repository, List<String> from, List<Tip> to, boolean strict) {
        this.strict = strict;
        this.repository = repository;
        this.from = List.copyOf(from);
        this.to = List.copyOf(to);
        this.changes = new Changes(repository, List.of());
    }

    /**
     * Reads {@code A..B}; {@code A..} ends and {@code ..B} starts at {@code HEAD}.
     *
     * @throws Complaint if it is no range
     */
    public static RangeSource of(GitRepository repository, String range) throws Complaint {
        int dots = range.indexOf("..");
        if (dots < 0 || range.startsWith("...", dots)) {
            throw new Complaint("'" + range + "' is no range", "write it as A..B: what B adds over A");
        }
        String a = range.substring(0, dots).isEmpty() ? "HEAD" : range.substring(0, dots);
        String b = range.substring(dots + 2).isEmpty() ? "HEAD" : range.substring(dots + 2);
        return new RangeSource(repository, List.of(a), List.of(new Tip(b, b, false)), true);
    }

    /** The revisions whose history is known already. */
    public List<String> from() {
        return from;
    }

    /** The revisions whose additions are wanted. */
    public List<String> to() {
        return to.stream().map(Tip::revision).toList();
    }

    @Override
    public void read(Sink sink) throws Complaint {
        try (Objects objects = new Objects(repository)) {
            Tips known = tips(from.stream().map(id -> new Tip(id, id, false)).toList(), strict, objects);
            added = tips(to, true, objects).without(known);
            CommitGraph graph = new CommitGraph(objects::commit);
            commits = CommitGraph.oldestFirst(graph.reachable(added.commits(), known.commits()));
            refuseNothing();
            changes = new Changes(repository, changes(graph, new Trees(objects, sink::skip), sink));
        }
        to.stream().filter(Tip::named).forEach(tip -> name(tip.name(), sink));
        changes.read(sink);
        List<ObjectId> others = new ArrayList<>(commits);
        others.addAll(added.tags().keySet());
        others.addAll(added.blobs().keySet());
        changes.readObjects(others, sink);
        if (repository.shallow()) {
            sink.skip(new Skipped(
                    "history before the shallow boundary",
                    "the clone is shallow: the range may have more commits (git fetch --unshallow brings them)"));
        }
    }

    private void refuseNothing() throws NothingToScan {
        boolean nothing =
                commits.isEmpty() && added.beside() == 0 && to.stream().noneMatch(Tip::named);
        if (nothing) {
            throw new NothingToScan(
                    to.stream().map(Tip::name).collect(Collectors.joining(" ")) + " adds no commit over "
                            + String.join(" ", from),
                    "check the order of the two revisions, or give --allow-empty");
        }
    }

    private Tips tips(List<Tip> revisions, boolean all, Objects objects) throws Complaint {
        Roots roots = new Roots(repository);
        Tips found = Tips.none();
        for (Tip tip : revisions) {
            Tips ends = Tips.of(Map.of(tip.name(), roots.named(tip.revision())), objects);
            if (all && ends.isEmpty()) {
                throw new Complaint(
                        "'" + tip.revision() + "' names nothing that is here",
                        "fetch it first: a shallow or partial clone lacks history");
            }
            found.addAll(ends);
        }
        return found;
    }

    private void name(String ref, Sink sink) {
        byte[] bytes = ref.getBytes(StandardCharsets.UTF_8);
        Place place = new Place(repository.name(), Place.Kind.REF_NAME, ref, 1, null);
        sink.piece(new Piece(ref, place, bytes, bytes.length, 1));
    }

    private List<Change> changes(CommitGraph graph, Trees trees, Sink sink) {
        List<Change> found = new ArrayList<>();
        for (CommitNode commit : commits) {
            List<ObjectId> before = new ArrayList<>();
            for (ObjectId parent : commit.parents()) {
                CommitNode node = graph.commit(parent);
                if (node != null) {
                    before.add(node.tree());
                } else if (!repository.shallow()) {
                    sink.skip(new Skipped("commit " + parent.name(), "missing: its child is read whole"));
                }
            }
            new TreeDiff(trees, id -> true)
                    .compare(
                            TreePath.TOP,
                            commit.tree(),
                            before,
                            (path, blob, older) -> found.add(new Change(commit, path, blob, older)));
            new TreeDiff(trees, id -> true)
                    .removed(
                            TreePath.TOP,
                            commit.tree(),
                            before,
                            (path, blob, older) -> found.add(new Change(commit, path, null, List.of(blob))));
        }
        added.trees()
                .forEach((tree, ref) -> new TreeDiff(trees, id -> true)
                        .compare(
                                TreePath.TOP.in(ref),
                                tree,
                                List.of(),
                                (path, blob, older) -> found.add(new Change(null, path, blob, older))));
        return found;
    }

    @Override
    public void readBases(Collection<Sighting> seen, Sink sink) {
        changes.readBases(seen, sink);
    }

    @Override
    public List<Traced> trace(Collection<Sighting> sightings) {
        Seen seen = new Seen(sightings);
        try (Objects objects = new Objects(repository)) {
            CommitDetails details = new CommitDetails(objects);
            changes.trace(seen, details);
            Messages messages = new Messages(repository.name(), seen, details);
            commits.forEach(messages::commit);
            messages.refs(added);
        }
        return seen.places();
    }

    @Override
    public void close() {
        repository.close();
    }
}
