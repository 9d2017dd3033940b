package dev.keyturn.source.git;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.source.Skipped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefDatabase;
import org.eclipse.jgit.lib.ReflogEntry;

/** The names from which history is reached: every ref, {@code HEAD} of each worktree, each entry of the stash. */
final class Roots {
    private static final int LARGEST_REF = 4096;
    private static final int LARGEST_LOG = 256 << 20;

    private final GitRepository repository;

    Roots(GitRepository repository) {
        this.repository = repository;
    }

    /** Each name with the object that it points to, a tag object for an annotated tag. */
    Map<String, ObjectId> all(Consumer<Skipped> gaps) throws Complaint {
        Map<String, ObjectId> roots =
                new LinkedHashMap<>(repository.settings().refTables() ? inTables() : inFiles(gaps));
        worktrees(roots);
        stash().forEach(id -> roots.putIfAbsent("stash entry " + id.name(), id));
        return roots;
    }

    private Map<String, ObjectId> inFiles(Consumer<Skipped> gaps) {
        return new RefFiles(repository.jgit().getDirectory().toPath(), repository.common(), gaps).read();
    }

    private Map<String, ObjectId> inTables() throws Complaint {
        Map<String, ObjectId> roots = new LinkedHashMap<>();
        RefDatabase tables = repository.jgit().getRefDatabase();
        try {
            for (Ref ref : tables.getRefs()) {
                if (ref.getObjectId() != null
                        && !(ref.isSymbolic() && ref.getName().endsWith("/HEAD"))) {
                    roots.put(ref.getName(), ref.getObjectId());
                }
            }
            for (Ref ref : tables.getAdditionalRefs()) {
                if (ref.getObjectId() != null) {
                    roots.put(ref.getName(), ref.getObjectId());
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new Complaint("the refs cannot be read: " + firstCause(e), "check the repository with: git fsck");
        }
        return roots;
    }

    /** Every object that a reflog names. */
    List<ObjectId> logged() {
        Path logs = repository.common().resolve("logs");
        List<ObjectId> ids = new ArrayList<>();
        if (Files.isDirectory(logs)) {
            try (Stream<Path> files = Files.walk(logs)) {
                files.filter(Files::isRegularFile).forEach(file -> ids.addAll(idsIn(file)));
            } catch (IOException e) {
                return ids;
            }
        }
        return ids;
    }

    /**
     * The object that a branch, tag or revision names.
     *
     * @throws Complaint if there is none
     */
    ObjectId named(String revision) throws Complaint {
        try {
            refuseTraps(revision);
            ObjectId id = repository.jgit().resolve(revision);
            if (id != null) {
                return id;
            }
        } catch (IOException | RuntimeException e) {
            throw unknown(revision);
        }
        throw unknown(revision);
    }

    /** A ref's file that is a pipe would keep whoever reads it waiting. */
    private void refuseTraps(String revision) {
        String name = revision.split("[~^@:]", 2)[0];
        for (String folder : List.of("", "refs/", "refs/heads/", "refs/tags/", "refs/remotes/")) {
            if (SmallFile.isTrap(repository.common().resolve(folder + name))) {
                throw new IllegalArgumentException("not a file");
            }
        }
    }

    private static String firstCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private Complaint unknown(String revision) {
        return new Complaint(
                "there is no revision '" + revision + "' in this repository",
                repository.shallow()
                        ? "the clone is shallow: fetch the history with git fetch --unshallow"
                        : "see what there is with: git branch --all");
    }

    /** Every entry of the stash but the first is in its log only, which a reftable keeps inside. */
    private List<ObjectId> stash() throws Complaint {
        if (!repository.settings().refTables()) {
            return idsIn(repository.common().resolve("logs").resolve(Constants.R_STASH));
        }
        try {
            return repository.jgit().getRefDatabase().getReflogReader(Constants.R_STASH).getReverseEntries().stream()
                    .map(ReflogEntry::getNewId)
                    .toList();
        } catch (IOException | RuntimeException e) {
            throw new Complaint("the log of the stash cannot be read", "check the repository with: git fsck");
        }
    }

    private void worktrees(Map<String, ObjectId> roots) {
        Path worktrees = repository.common().resolve("worktrees");
        if (!Files.isDirectory(worktrees)) {
            return;
        }
        try (Stream<Path> each = Files.list(worktrees)) {
            each.sorted().forEach(worktree -> {
                worktreeRef(worktree, worktree.resolve("HEAD"), roots);
                worktreeRefs(worktree, roots);
            });
        } catch (IOException e) {
            return;
        }
    }

    /** What a worktree keeps for itself: of a bisection, a rebase, and whatever is below {@code refs/worktree}. */
    private static void worktreeRefs(Path worktree, Map<String, ObjectId> roots) {
        Path refs = worktree.resolve("refs");
        if (Files.isDirectory(refs)) {
            try (Stream<Path> files = Files.walk(refs)) {
                files.filter(Files::isRegularFile).sorted().forEach(ref -> worktreeRef(worktree, ref, roots));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void worktreeRef(Path worktree, Path ref, Map<String, ObjectId> roots) {
        String id = SmallFile.text(ref, LARGEST_REF).strip();
        if (ObjectId.isId(id)) {
            String name = worktree.relativize(ref) + " of worktree " + worktree.getFileName();
            roots.put(name, ObjectId.fromString(id));
        }
    }

    private static List<ObjectId> idsIn(Path log) {
        List<ObjectId> ids = new ArrayList<>();
        for (String line :
                SmallFile.text(log, LARGEST_LOG, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            for (String word : line.split("[ \t]", 3)) {
                if (ObjectId.isId(word) && !word.equals(ObjectId.zeroId().name())) {
                    ids.add(ObjectId.fromString(word));
                }
            }
        }
        return ids;
    }
}
