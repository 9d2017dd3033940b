package dev.keyturn.source.git;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.source.Changed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** Single files as commits have them, or the index. */
public final class ChangedFiles implements Changed, AutoCloseable {
    private final GitRepository repository;
    private final @Nullable ObjectId base;
    private final String name;
    private final List<String> heads;

    private ChangedFiles(GitRepository repository, @Nullable ObjectId base, String name, List<String> heads) {
        this.repository = repository;
        this.base = base;
        this.name = name;
        this.heads = List.copyOf(heads);
    }

    /**
     * The files of a change.
     *
     * @param where a directory of the repository
     * @param bases revisions of which the first that is there is what the change starts from; if none is, it starts from
     *     nothing
     * @param heads the revisions that it leads to; none: the index
     * @throws Complaint if there is no repository
     */
    public static ChangedFiles of(Path where, List<String> bases, List<String> heads) throws Complaint {
        GitRepository repository = GitRepository.at(where);
        for (String revision : bases) {
            ObjectId id = commit(repository.jgit(), revision);
            if (id != null) {
                return new ChangedFiles(repository, id, revision, heads);
            }
        }
        return new ChangedFiles(repository, null, "nothing", heads);
    }

    private static @Nullable ObjectId commit(Repository jgit, String revision) {
        try {
            return jgit.resolve(revision + "^{commit}");
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    @Override
    public String base() {
        return name;
    }

    @Override
    public Optional<String> inside(Path file) {
        if (repository.jgit().isBare()) {
            return Optional.empty();
        }
        Path top = real(repository.jgit().getWorkTree().toPath());
        Path path = real(file.toAbsolutePath());
        boolean inside = path.startsWith(top) && !path.startsWith(top.resolve(Constants.DOT_GIT));
        return inside ? Optional.of(top.relativize(path).toString().replace('\\', '/')) : Optional.empty();
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    @Override
    public Optional<String> before(String path) throws Complaint {
        return base == null ? Optional.empty() : text(path, base);
    }

    @Override
    public List<String> after(String path) throws Complaint {
        List<String> texts = new ArrayList<>();
        if (heads.isEmpty()) {
            staged(path).ifPresent(texts::add);
        }
        for (String head : heads) {
            ObjectId id = commit(repository.jgit(), head);
            if (id != null) {
                text(path, id).ifPresent(texts::add);
            }
        }
        return texts;
    }

    private Optional<String> text(String path, ObjectId commit) throws Complaint {
        Repository jgit = repository.jgit();
        try (RevWalk walk = new RevWalk(jgit);
                TreeWalk tree =
                        TreeWalk.forPath(jgit, path, walk.parseCommit(commit).getTree())) {
            return tree == null ? Optional.empty() : blob(jgit, tree.getObjectId(0), path);
        } catch (IOException | RuntimeException e) {
            throw unreadable(path);
        }
    }

    private Optional<String> staged(String path) throws Complaint {
        Repository jgit = repository.jgit();
        if (jgit.isBare()) {
            return Optional.empty();
        }
        try {
            DirCache index = DirCache.read(jgit.getIndexFile(), jgit.getFS());
            DirCacheEntry entry = index.getEntry(path);
            return entry == null ? Optional.empty() : blob(jgit, entry.getObjectId(), path);
        } catch (IOException | RuntimeException e) {
            throw unreadable(path);
        }
    }

    private static Optional<String> blob(Repository jgit, ObjectId id, String path) throws IOException, Complaint {
        try (ObjectReader reader = jgit.newObjectReader()) {
            if (!reader.has(id, Constants.OBJ_BLOB)) {
                throw unreadable(path);
            }
            return Optional.of(
                    new String(reader.open(id, Constants.OBJ_BLOB).getBytes(Objects.LARGEST), StandardCharsets.UTF_8));
        }
    }

    private static Complaint unreadable(String path) {
        return new Complaint(
                path + ", by which the change is to be judged, cannot be read from the repository",
                "fetch it: a partial clone may lack it; or name another file by option");
    }

    @Override
    public void close() {
        repository.close();
    }
}
