package dev.keyturn.source.git;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.pack.Kind;
import dev.keyturn.source.Changed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
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
            ObjectId id = commit(repository, revision);
            if (id != null) {
                return new ChangedFiles(repository, id, revision, heads);
            }
        }
        return new ChangedFiles(repository, null, "nothing", heads);
    }

    private static @Nullable ObjectId commit(GitRepository repository, String revision) {
        try (Objects objects = new Objects(repository)) {
            ObjectId id = new Roots(repository).named(revision);
            return Tips.of(Map.of(revision, id), objects).commits().stream()
                    .findFirst()
                    .orElse(null);
        } catch (Complaint e) {
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
            ObjectId id = commit(repository, head);
            if (id != null) {
                text(path, id).ifPresent(texts::add);
            }
        }
        return texts;
    }

    private Optional<String> text(String path, ObjectId commit) throws Complaint {
        try (Objects objects = new Objects(repository)) {
            CommitNode node = objects.commit(commit);
            ObjectId at = node == null ? null : node.tree();
            if (at == null) {
                throw unreadable(path);
            }
            for (String name : path.split("/", -1)) {
                at = at == null ? null : entry(objects, at, name, path);
            }
            return at == null ? Optional.empty() : Optional.of(blob(objects, at, path));
        }
    }

    private static @Nullable ObjectId entry(Objects objects, ObjectId tree, String name, String path) throws Complaint {
        byte[] raw = objects.read(tree, Kind.TREE);
        if (raw == null) {
            throw unreadable(path);
        }
        RawTree entries = new RawTree(raw);
        while (entries.next()) {
            if (entries.name().equals(name)) {
                return entries.id();
            }
        }
        return null;
    }

    private Optional<String> staged(String path) throws Complaint {
        if (repository.jgit().isBare()) {
            return Optional.empty();
        }
        try (Objects objects = new Objects(repository)) {
            DirCacheEntry entry = repository.index().getEntry(path);
            return entry == null ? Optional.empty() : Optional.of(blob(objects, entry.getObjectId(), path));
        } catch (IOException | RuntimeException e) {
            throw unreadable(path);
        }
    }

    private static String blob(Objects objects, ObjectId id, String path) throws Complaint {
        byte[] bytes = objects.read(id, Kind.BLOB);
        if (bytes == null) {
            throw unreadable(path);
        }
        return new String(bytes, StandardCharsets.UTF_8);
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
