package dev.keyturn.hook;

import dev.keyturn.complaint.Complaint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A directory from which git, or what has taken git's hooks over, runs hooks of a repository.
 *
 * @param directory absolute, perhaps missing
 * @param kind whose directory it is
 */
record HookPlace(Path directory, Kind kind) {
    /** Whose directory it is, and what follows from that for a person. */
    enum Kind {
        /** The repository's own. */
        REPOSITORY(""),

        /** Part of the work tree: the hook will be committed, so it must work on every machine. */
        WORK_TREE(
                "this directory is part of the work tree: commit the change, and everybody needs keyturn on the PATH"),

        /** Husky's: likewise, and husky runs its files whether or not they are executable. */
        HUSKY("husky runs this one: commit the change, and everybody needs keyturn on the PATH"),

        /** Outside, by core.hooksPath. */
        ELSEWHERE("core.hooksPath points here: every repository that uses this directory gets the hook");

        private final String remark;

        Kind(String remark) {
            this.remark = remark;
        }

        String remark() {
            return remark;
        }

        /** Whether other machines get the file too, so that no path of this one may stand in it. */
        boolean travels() {
            return this == WORK_TREE || this == HUSKY;
        }
    }

    /**
     * Every place from which a repository's hooks may be run, the one that is in use now first.
     *
     * @throws Complaint if there is no repository
     */
    static List<HookPlace> of(Path directory, Git git) throws Complaint {
        Path used = directory
                .toAbsolutePath()
                .resolve(git.line("rev-parse", "--git-path", "hooks"))
                .normalize();
        Optional<Path> workTree = git.tryLine("rev-parse", "--show-toplevel").map(Path::of);
        List<HookPlace> places = new ArrayList<>();
        Optional<HookPlace> husky = workTree.flatMap(top -> husky(used, top));
        places.add(husky.isPresent() ? husky.get() : plain(git, used, workTree));
        workTree.map(top -> top.resolve(".husky"))
                .filter(Files::isDirectory)
                .map(folder -> new HookPlace(folder, Kind.HUSKY))
                .filter(place -> !places.contains(place))
                .ifPresent(places::add);
        return places;
    }

    /** Husky 9 points git to {@code .husky/_}, which it writes afresh at will, and runs the files beside that. */
    private static Optional<HookPlace> husky(Path used, Path workTree) {
        Path husky = workTree.resolve(".husky");
        return used.equals(husky) || used.equals(husky.resolve("_"))
                ? Optional.of(new HookPlace(husky, Kind.HUSKY))
                : Optional.empty();
    }

    private static HookPlace plain(Git git, Path used, Optional<Path> workTree) throws Complaint {
        if (git.tryLine("config", "--get", "core.hooksPath").isEmpty()) {
            return new HookPlace(used, Kind.REPOSITORY);
        }
        Path gitDirectory = Path.of(git.line("rev-parse", "--absolute-git-dir"));
        boolean inWorkTree = workTree.filter(used::startsWith).isPresent();
        if (inWorkTree && !used.startsWith(gitDirectory)) {
            return new HookPlace(used, Kind.WORK_TREE);
        }
        return new HookPlace(used, used.startsWith(gitDirectory) ? Kind.REPOSITORY : Kind.ELSEWHERE);
    }
}
