package dev.keyturn.source.git;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.complaint.NothingToScan;
import dev.keyturn.source.Sighting;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Source;
import dev.keyturn.source.Traced;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/**
 * What the next commit would add: the index, which {@code GIT_INDEX_FILE} may name, against {@code HEAD} and, in a merge,
 * what is being merged.
 */
public final class StagedSource implements Source {
    private final GitRepository repository;
    private Changes changes;

    public StagedSource(GitRepository repository) {
        this.repository = repository;
        this.changes = new Changes(repository, List.of());
    }

    @Override
    public void read(Sink sink) throws Complaint {
        changes = new Changes(repository, staged());
        if (changes.list().isEmpty()) {
            throw new NothingToScan("nothing is staged", "stage something with git add, or give --allow-empty");
        }
        changes.read(sink);
    }

    @Override
    public void readBases(Collection<Sighting> seen, Sink sink) {
        changes.readBases(seen, sink);
    }

    @Override
    public List<Traced> trace(Collection<Sighting> sightings) {
        Seen seen = new Seen(sightings);
        try (Objects objects = new Objects(repository)) {
            changes.trace(seen, new CommitDetails(objects));
        }
        return seen.places();
    }

    private List<Change> staged() throws Complaint {
        Repository jgit = repository.jgit();
        if (jgit.isBare()) {
            throw new Complaint(
                    "a bare repository has nothing staged", "scan its history instead: keyturn scan git PATH");
        }
        List<Change> staged = new ArrayList<>();
        try (Objects objects = new Objects(repository);
                ObjectReader reader = new StoredReader(objects);
                TreeWalk walk = new TreeWalk(jgit, reader)) {
            for (ObjectId parent : parents(jgit)) {
                addTree(walk, reader, parent);
            }
            if (walk.getTreeCount() == 0) {
                walk.addTree(new EmptyTreeIterator());
            }
            walk.addTree(new DirCacheIterator(repository.index()));
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                add(walk, staged);
            }
        } catch (IOException e) {
            throw new Complaint("the index cannot be compared: " + e.getMessage(), "check the repository: git fsck");
        }
        return staged;
    }

    private static List<ObjectId> parents(Repository jgit) throws IOException {
        SmallFile.refuseTrap(jgit.getDirectory().toPath().resolve(Constants.HEAD));
        SmallFile.refuseTrap(jgit.getDirectory().toPath().resolve(Constants.MERGE_HEAD));
        List<ObjectId> parents = new ArrayList<>();
        ObjectId head = jgit.resolve(Constants.HEAD);
        if (head != null) {
            parents.add(head);
            List<ObjectId> merged = jgit.readMergeHeads();
            if (merged != null) {
                parents.addAll(merged);
            }
        }
        return parents;
    }

    private void addTree(TreeWalk walk, ObjectReader reader, ObjectId commit) throws IOException {
        try (Objects objects = new Objects(repository)) {
            CommitNode node = objects.commit(commit);
            if (node == null) {
                throw new IOException("commit " + commit.name() + " is missing or damaged");
            }
            walk.addTree(new CanonicalTreeParser(null, reader, node.tree()));
        }
    }

    /** Takes a path over if the index differs there from every parent. */
    private static void add(TreeWalk walk, List<Change> staged) {
        int index = walk.getTreeCount() - 1;
        List<ObjectId> before = new ArrayList<>();
        ObjectId now = blob(walk, index);
        for (int parent = 0; parent < index; parent++) {
            ObjectId old = blob(walk, parent);
            if (old != null) {
                before.add(old);
            }
            if (now != null && now.equals(old)) {
                return;
            }
        }
        DirCacheIterator entry = walk.getTree(index, DirCacheIterator.class);
        boolean intended = entry != null && entry.getDirCacheEntry().isIntentToAdd();
        if (!intended && (now != null || !before.isEmpty())) {
            staged.add(new Change(null, TreePath.TOP.in(walk.getPathString()), now, before));
        }
    }

    private static @Nullable ObjectId blob(TreeWalk walk, int tree) {
        FileMode mode = walk.getFileMode(tree);
        return mode.getObjectType() == Constants.OBJ_BLOB ? walk.getObjectId(tree) : null;
    }

    @Override
    public void close() {
        repository.close();
    }
}
