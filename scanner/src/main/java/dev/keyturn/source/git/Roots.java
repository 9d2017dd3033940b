package dev.keyturn.source.git;

import dev.keyturn.complaint.Complaint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/** The names from which history is reached: every ref, {@code HEAD} of each worktree, each entry of the stash. */
final class Roots {
    private final GitRepository repository;

    Roots(GitRepository repository) {
        this.repository = repository;
    }

    /** Each name with the object that it points to, a tag object for an annotated tag. */
    Map<String, ObjectId> all() throws Complaint {
        Map<String, ObjectId> roots = new LinkedHashMap<>();
        Repository jgit = repository.jgit();
        try {
            for (Ref ref : jgit.getRefDatabase().getRefs()) {
                if (ref.getObjectId() != null && !ref.isSymbolic()) {
                    roots.put(ref.getName(), ref.getObjectId());
                }
            }
            for (Ref ref : jgit.getRefDatabase().getAdditionalRefs()) {
                if (ref.getObjectId() != null) {
                    roots.put(ref.getName(), ref.getObjectId());
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new Complaint("the refs cannot be read: " + firstCause(e), "check the repository with: git fsck");
        }
        worktrees(roots);
        logged("refs/stash").forEach(id -> roots.putIfAbsent("stash entry " + id.name(), id));
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
            ObjectId id = repository.jgit().resolve(revision);
            if (id != null) {
                return id;
            }
        } catch (IOException | RuntimeException e) {
            throw unknown(revision);
        }
        throw unknown(revision);
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

    private List<ObjectId> logged(String ref) {
        return idsIn(repository.common().resolve("logs").resolve(ref));
    }

    private void worktrees(Map<String, ObjectId> roots) {
        Path worktrees = repository.common().resolve("worktrees");
        if (!Files.isDirectory(worktrees)) {
            return;
        }
        try (Stream<Path> each = Files.list(worktrees)) {
            each.sorted().forEach(worktree -> {
                String head = text(worktree.resolve("HEAD")).strip();
                if (ObjectId.isId(head)) {
                    roots.put("HEAD of worktree " + worktree.getFileName(), ObjectId.fromString(head));
                }
            });
        } catch (IOException e) {
            return;
        }
    }

    private static List<ObjectId> idsIn(Path log) {
        List<ObjectId> ids = new ArrayList<>();
        for (String line : text(log).split("\n", -1)) {
            for (String word : line.split("[ \t]", 3)) {
                if (ObjectId.isId(word) && !word.equals(ObjectId.zeroId().name())) {
                    ids.add(ObjectId.fromString(word));
                }
            }
        }
        return ids;
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
