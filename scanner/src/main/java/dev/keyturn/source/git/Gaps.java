package dev.keyturn.source.git;

import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import java.util.Map;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.ObjectId;

/** Names what a history refers to and the object store lacks. */
final class Gaps {
    private final GitRepository repository;
    private final Predicate<ObjectId> stored;
    private final Sink sink;

    /** @param stored whether an object is there, wherever */
    Gaps(GitRepository repository, Predicate<ObjectId> stored, Sink sink) {
        this.repository = repository;
        this.stored = stored;
        this.sink = sink;
    }

    void report(Harvest harvest, Map<String, ObjectId> roots) {
        if (repository.shallow()) {
            sink.skip(new Skipped(
                    "history before the shallow boundary",
                    "the clone is shallow: older commits are not here (git fetch --unshallow brings them)"));
        }
        String why = repository.partial()
                ? "not fetched: the clone is partial (git fetch --refetch --no-filter brings it)"
                : "missing from the object store";
        for (CommitNode commit : harvest.commits().values()) {
            if (!stored.test(commit.tree())) {
                harvest.missing().put(commit.tree(), "tree of commit " + commit.name());
            }
            if (!repository.shallow()) {
                missingParents(commit, harvest);
            }
        }
        harvest.missing().forEach((id, name) -> {
            if (!stored.test(id)) {
                sink.skip(new Skipped(name + " (object " + id.name() + ")", why));
            }
        });
        roots.forEach((ref, id) -> {
            if (!stored.test(id)) {
                sink.skip(new Skipped(ref, "what it points to is missing (object " + id.name() + ")"));
            }
        });
    }

    private void missingParents(CommitNode commit, Harvest harvest) {
        for (ObjectId parent : commit.parents()) {
            if (harvest.commit(parent) == null && !stored.test(parent)) {
                sink.skip(new Skipped("commit " + parent.name(), "missing: the history before it was not read"));
            }
        }
    }
}
