package dev.keyturn.source.git;

import dev.keyturn.source.Commit;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sighting;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** Finds, in one walk over all commits for everything that was seen, the commits that introduced it and the paths. */
final class Tracing {
    private final String repository;
    private final CommitGraph graph;
    private final Trees trees;
    private final CommitDetails details;
    private final Seen seen;
    private final ObjectStore store;
    private final Map<StoredObject, Boolean> leading = new IdentityHashMap<>();

    Tracing(GitRepository repository, CommitGraph graph, ObjectStore store, Objects objects, Seen seen) {
        this.repository = repository.name();
        this.store = store;
        this.graph = graph;
        this.trees = new Trees(objects);
        this.details = new CommitDetails(objects);
        this.seen = seen;
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
                tree("", commit.tree(), before, commit);
            }
            header(repository, commit, seen, details);
        }
    }

    /** Places what a tree holds that a ref points to without a commit. */
    void tree(String prefix, ObjectId tree) {
        tree(prefix, tree, List.of(), null);
    }

    /** Places what a tag or a blob holds that a ref points to. */
    void object(ObjectId object, String ref, Place.Kind kind) {
        int header = kind == Place.Kind.TAG ? details.headerLines(object, Constants.OBJ_TAG) : 0;
        for (Sighting sighting : seen.of(object)) {
            int line = sighting.line() > header ? sighting.line() - header : 1;
            seen.place(sighting, new Place(repository, kind, Seen.file(ref, sighting), line, null));
        }
    }

    /** Places what the message or the header of a commit holds. */
    static void header(String repository, CommitNode commit, Seen seen, CommitDetails details) {
        for (Sighting sighting : seen.of(commit)) {
            int line = sighting.line() - details.headerLines(commit, Constants.OBJ_COMMIT);
            String what = line > 0 ? "commit message" : "commit author";
            Place place = new Place(repository, Place.Kind.COMMIT, what, Math.max(1, line), details.of(commit));
            seen.place(sighting, place);
        }
    }

    private void tree(String prefix, ObjectId tree, List<ObjectId> before, @Nullable CommitNode commit) {
        new TreeDiff(trees, this::leads).compare(prefix, tree, before, new TreeDiff.Differences() {
            @Override
            public void blob(String path, ObjectId blob, List<ObjectId> older) {
                for (Sighting sighting : seen.of(blob)) {
                    if (!seen.secretIn(sighting.secret(), older)) {
                        place(sighting, Place.Kind.CONTENT, Seen.file(path, sighting), sighting.line(), commit);
                    }
                }
            }

            @Override
            public void tree(String path, ObjectId id, List<ObjectId> older) {
                for (Sighting sighting : seen.of(id)) {
                    name(path, id, older, sighting, commit);
                }
            }
        });
    }

    /** A name in a tree was seen; its line is the number of the entry. */
    private void name(
            String prefix, ObjectId tree, List<ObjectId> older, Sighting sighting, @Nullable CommitNode commit) {
        RawTree entry = new RawTree(trees.read(tree));
        for (int i = 0; i < sighting.line(); i++) {
            entry.next();
        }
        boolean before = older.stream().anyMatch(id -> RawTree.find(trees.read(id), entry) != null);
        if (!before) {
            place(sighting, Place.Kind.FILE_NAME, prefix + entry.name(), 1, commit);
        }
    }

    private void place(Sighting sighting, Place.Kind kind, String file, int line, @Nullable CommitNode commit) {
        Commit known = commit == null ? null : details.of(commit);
        seen.place(sighting, new Place(repository, kind, file, line, known));
    }

    /** Whether it is, or holds at any depth, something that was seen. */
    private boolean leads(ObjectId id) {
        StoredObject stored = store.get(id);
        return stored != null && leads(stored);
    }

    private boolean leads(StoredObject object) {
        Boolean known = leading.get(object);
        if (known != null) {
            return known;
        }
        boolean leads = seen.in(object);
        leading.put(object, leads);
        for (StoredObject child : object.children()) {
            leads = leads || (child.children().length > 0 ? leads(child) : seen.in(child));
        }
        leading.put(object, leads);
        return leads;
    }
}
