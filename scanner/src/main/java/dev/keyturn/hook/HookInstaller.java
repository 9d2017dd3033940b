package dev.keyturn.hook;

import dev.keyturn.complaint.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts hooks into a repository beside what is there, and takes them out again. */
public final class HookInstaller {
    /**
     * What was done to one file.
     *
     * @param path the file
     * @param what in words, for a person
     * @param remark what follows from where it lies, or empty
     */
    public record Change(Path path, String what, String remark) {}

    /** What the pre-commit framework needs in its configuration, for those who share hooks that way. */
    public static final String FRAMEWORK_SNIPPET = """
              - repo: local
                hooks:
                  - id: keyturn
                    name: keyturn
                    entry: keyturn hook run pre-commit
                    language: system
                    stages: [pre-commit, pre-merge-commit]
                    pass_filenames: false
                    always_run: true
            """;

    private static final String FRAMEWORK_CONFIGURATION = ".pre-commit-config.yaml";

    private final Git git;
    private final List<HookPlace> places;

    /**
     * Finds out where the hooks of a repository lie.
     *
     * @param repository any directory in it, or a bare one
     * @param environment the process's, in which git is asked
     * @throws Complaint if it is none
     */
    public HookInstaller(Path repository, Map<String, String> environment) throws Complaint {
        if (!Files.isDirectory(repository)) {
            throw new Complaint("there is no directory " + repository, "give the repository with --repo");
        }
        this.git = new Git(repository, environment);
        this.places = HookPlace.of(repository, git);
    }

    /** What is installed when nobody names a hook: on a server's bare repository the one for pushes that arrive. */
    public Set<HookName> usual() throws Complaint {
        boolean bare = git.line("rev-parse", "--is-bare-repository").equals("true");
        return bare
                ? EnumSet.of(HookName.PRE_RECEIVE)
                : EnumSet.of(HookName.PRE_COMMIT, HookName.COMMIT_MSG, HookName.PRE_PUSH);
    }

    /**
     * Installs hooks; doing it again changes nothing, or renews the program's path.
     *
     * @param names which; {@code pre-commit} brings {@code pre-merge-commit} along
     * @param program how the hooks call Keyturn: an absolute path
     * @throws Complaint if a file cannot be written, or something is in the way; hooks before it stay installed
     */
    public List<Change> install(Set<HookName> names, Path program) throws Complaint {
        List<Change> changes = new ArrayList<>();
        for (HookPlace place : places) {
            for (HookName name : withMerges(names)) {
                changes.add(install(place, name, program));
            }
        }
        return changes;
    }

    private static Change install(HookPlace place, HookName name, Path program) throws Complaint {
        try {
            Files.createDirectories(place.directory());
            HookFile file = HookFile.toInstall(place, name);
            String called = place.kind().travels() ? "keyturn" : program.toString();
            return new Change(
                    file.path(),
                    file.install(new HookScript(name, called)),
                    place.kind().remark());
        } catch (IOException e) {
            throw unwritable(place, e);
        }
    }

    /**
     * Removes hooks, and puts back what was there before them.
     *
     * @param names which
     * @return nothing for those that are not installed
     */
    public List<Change> uninstall(Set<HookName> names) throws Complaint {
        List<Change> changes = new ArrayList<>();
        for (HookPlace place : places) {
            for (HookName name : withMerges(names)) {
                uninstall(place, name).ifPresent(changes::add);
            }
        }
        return changes;
    }

    private static Optional<Change> uninstall(HookPlace place, HookName name) throws Complaint {
        try {
            Optional<HookFile> installed = HookFile.installed(place, name);
            if (installed.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Change(installed.get().path(), installed.get().uninstall(), ""));
        } catch (IOException e) {
            throw unwritable(place, e);
        }
    }

    /** Whether the pre-commit framework is configured in this repository, and not yet for Keyturn. */
    public boolean frameworkCouldShare() throws Complaint {
        return git.tryLine("rev-parse", "--show-toplevel")
                .map(top -> Path.of(top).resolve(FRAMEWORK_CONFIGURATION))
                .filter(Files::isRegularFile)
                .filter(configuration -> !mentionsKeyturn(configuration))
                .isPresent();
    }

    private static boolean mentionsKeyturn(Path configuration) {
        try {
            return Files.readString(configuration).contains("keyturn");
        } catch (IOException e) {
            return false;
        }
    }

    private static Set<HookName> withMerges(Set<HookName> names) {
        Set<HookName> all = EnumSet.noneOf(HookName.class);
        all.addAll(names);
        if (all.contains(HookName.PRE_COMMIT)) {
            all.add(HookName.PRE_MERGE_COMMIT);
        }
        return all;
    }

    private static Complaint unwritable(HookPlace place, IOException cause) {
        return new Complaint(
                "hooks in " + place.directory() + " cannot be changed (" + cause + ")",
                "check whose directory it is, and git's core.hooksPath");
    }
}
