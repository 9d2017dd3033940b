package dev.keyturn.source.git;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.complaint.NothingToScan;
import dev.keyturn.source.Sighting;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import dev.keyturn.source.Source;
import dev.keyturn.source.Traced;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What some revisions add over others: every commit that the former reach and the latter don't, each against all of its
 * parents. What one of them adds and a later one removes again counts.
 */
public final class RangeSource implements Source {
    private final GitRepository repository;
    private final List<String> from;
    private final List<String> to;
    private List<CommitNode> commits = List.of();
    private Changes changes;

    /**
     * @param from revisions whose history is known already
     * @param to revisions whose additions are wanted
     */
    public RangeSource(GitRepository repository, List<String> from, List<String> to) {
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
        String a = range.substring(0, dots);
        String b = range.substring(dots + 2);
        return new RangeSource(repository, List.of(a.isEmpty() ? "HEAD" : a), List.of(b.isEmpty() ? "HEAD" : b));
    }

    @Override
    public void read(Sink sink) throws Complaint {
        try (Objects objects = new Objects(repository)) {
            Roots roots = new Roots(repository);
            CommitGraph graph = new CommitGraph(objects::commit);
            commits = CommitGraph.oldestFirst(graph.reachable(tips(roots, objects, to), tips(roots, objects, from)));
            if (commits.isEmpty()) {
                throw new NothingToScan(
                        String.join(" ", to) + " adds no commit over " + String.join(" ", from),
                        "check the order of the two revisions, or give --allow-empty");
            }
            changes = new Changes(repository, changes(graph, objects, sink));
        }
        changes.read(sink);
        changes.readObjects(List.copyOf(commits), sink);
        if (repository.shallow()) {
            sink.skip(new Skipped(
                    "history before the shallow boundary",
                    "the clone is shallow: the range may have more commits (git fetch --unshallow brings them)"));
        }
    }

    private static List<ObjectId> tips(Roots roots, Objects objects, List<String> revisions) throws Complaint {
        List<ObjectId> tips = new ArrayList<>();
        for (String revision : revisions) {
            Collection<ObjectId> commits =
                    Tips.of(Map.of(revision, roots.named(revision)), objects).commits();
            if (commits.stream().allMatch(id -> objects.commit(id) == null)) {
                throw new Complaint(
                        "'" + revision + "' names no commit that is here",
                        "fetch it first: a shallow or partial clone lacks history");
            }
            tips.addAll(commits);
        }
        return tips;
    }

    private List<Change> changes(CommitGraph graph, Objects objects, Sink sink) {
        Trees trees = new Trees(objects);
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
                            "",
                            commit.tree(),
                            before,
                            (path, blob, older) -> found.add(new Change(commit, path, blob, older)));
            new TreeDiff(trees, id -> true)
                    .removed(
                            "",
                            commit.tree(),
                            before,
                            (path, blob, older) -> found.add(new Change(commit, path, null, List.of(blob))));
        }
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
            for (CommitNode commit : commits) {
                Tracing.header(repository.name(), commit, seen, details);
            }
        }
        return seen.places();
    }

    @Override
    public void close() {
        repository.close();
    }
}
