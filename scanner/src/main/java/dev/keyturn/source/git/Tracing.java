package dev.keyturn.source.git;

import dev.keyturn.source.Commit;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sighting;
import java.util.Arrays;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Finds, in one walk over all commits for everything that was seen, the commits that introduced it and the paths. */
final class Tracing {
    private final String repository;
    private final CommitGraph graph;
    private final Trees trees;
    private final CommitDetails details;
    private final Seen seen;
    private final Messages messages;
    private final Swept swept;

    Tracing(GitRepository repository, Swept swept, Objects objects, Seen seen) {
        this.repository = repository.name();
        this.swept = swept;
        this.graph = swept.graph();
        this.trees = new Trees(objects);
        this.details = new CommitDetails(objects);
        this.seen = seen;
        this.messages = new Messages(repository.name(), seen, details);
    }

    /** Places what the commits introduced, which come parents first. */
    void commits(List<CommitNode> oldestFirst) {
        for (CommitNode commit : oldestFirst) {
            if (leads(commit.tree())) {
                List<ObjectId> before = Arrays.stream(commit.parents())
                        .map(graph::commit)
                        .filter(java.util.Objects::nonNull)
                        .map(CommitNode::tree)
                        .toList();
                tree(TreePath.TOP, commit.tree(), before, commit);
            }
            messages.commit(commit);
        }
    }

    /** Places what refs point to without a commit, and tags on the way. */
    void refs(Tips tips) {
        messages.refs(tips);
        tips.trees().forEach((tree, ref) -> tree(TreePath.TOP.in(ref), tree, List.of(), null));
    }

    private void tree(TreePath path, ObjectId tree, List<ObjectId> before, @Nullable CommitNode commit) {
        new TreeDiff(trees, this::leads, this::alike).compare(path, tree, before, new TreeDiff.Differences() {
            @Override
            public void blob(TreePath path, ObjectId blob, List<ObjectId> older) {
                for (Sighting sighting : seen.of(blob)) {
                    if (!seen.secretIn(sighting.secret(), older)) {
                        place(
                                sighting,
                                Place.Kind.CONTENT,
                                Seen.file(path.toString(), sighting),
                                sighting.line(),
                                commit);
                    }
                }
            }

            @Override
            public void tree(TreePath path, ObjectId id, List<ObjectId> older) {
                for (Sighting sighting : seen.of(id)) {
                    name(path, id, older, sighting, commit);
                }
            }
        });
    }

    /** A name in a tree was seen; its line is the number of the entry. A file may be called a tree, too. */
    private void name(
            TreePath folder, ObjectId tree, List<ObjectId> older, Sighting sighting, @Nullable CommitNode commit) {
        RawTree entry = new RawTree(trees.read(tree));
        boolean there = true;
        for (int i = 0; i < sighting.line() && there; i++) {
            there = entry.next();
        }
        if (!there) {
            place(sighting, Place.Kind.CONTENT, Seen.file(folder.toString(), sighting), sighting.line(), commit);
            return;
        }
        boolean before = older.stream().anyMatch(id -> RawTree.find(trees.read(id), entry) != null);
        if (!before) {
            place(sighting, Place.Kind.FILE_NAME, folder.in(entry.name()).toString(), 1, commit);
        }
    }

    private void place(Sighting sighting, Place.Kind kind, String file, int line, @Nullable CommitNode commit) {
        Commit known = commit == null ? null : details.of(commit);
        seen.place(sighting, new Place(repository, kind, file, line, known));
    }

    /** Whether it is, or holds at any depth, something that was seen. */
    private boolean leads(ObjectId id) {
        return seen.in(id) || swept.signature(id) != 0;
    }

    /** Whether the same was seen at the same paths in both. */
    private boolean alike(ObjectId one, ObjectId other) {
        long signature = swept.signature(one);
        return one.equals(other) || signature != 0 && signature == swept.signature(other);
    }
}
