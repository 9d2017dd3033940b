package dev.keyturn.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.hook.GitSandbox.Outcome;
import dev.keyturn.hook.HookInstaller.Change;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Installs with the real git; the program that the hooks call is a stand-in that writes down what it was asked. */
class HookInstallerTest {
    private static final Set<HookName> BOTH = EnumSet.of(HookName.PRE_COMMIT, HookName.PRE_PUSH);

    @TempDir
    Path folder;

    private GitSandbox sandbox;
    private Path repository;
    private Path program;
    private Path calls;

    @BeforeEach
    void setUp() throws Exception {
        sandbox = new GitSandbox(folder);
        repository = sandbox.repository(folder.resolve("a project's copy"));
        calls = folder.resolve("calls");
        program = GitSandbox.script(folder.resolve("its own place/keyturn"), """
                #!/bin/sh
                echo "$* [$(cat | tr '\\n' ' ')]" >> '%s'
                exit "${STUB_EXIT:-0}"
                """.formatted(calls));
    }

    private List<Change> install(Set<HookName> names) throws Complaint {
        return new HookInstaller(repository, sandbox.environment()).install(names, program);
    }

    private List<Change> uninstall() throws Complaint {
        return new HookInstaller(repository, sandbox.environment()).uninstall(EnumSet.allOf(HookName.class));
    }

    private Outcome commit() throws Exception {
        GitSandbox.write(repository.resolve("file"), System.nanoTime() + "\n");
        sandbox.git(repository, "add", "file");
        return sandbox.tryGit(repository, "commit", "-q", "-m", "Change");
    }

    private Path remote() {
        Path remote = folder.resolve("remote.git");
        sandbox.git(folder, "init", "-q", "--bare", remote.toString());
        sandbox.git(repository, "remote", "add", "origin", remote.toString());
        return remote;
    }

    private String calls() throws Exception {
        return Files.exists(calls) ? Files.readString(calls) : "";
    }

    /** Every file of a folder with its bytes, its mode and where it points. */
    private static TreeMap<String, String> snapshot(Path directory) throws Exception {
        TreeMap<String, String> files = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                for (Path file : all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                        .toList()) {
                    String content = Files.isSymbolicLink(file)
                            ? "-> " + Files.readSymbolicLink(file)
                            : PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + " "
                                    + Files.readString(file, StandardCharsets.ISO_8859_1);
                    files.put(directory.relativize(file).toString(), content);
                }
            }
        }
        return files;
    }

    @Test
    void aCommitCallsUsAndAFindingStopsIt() throws Exception {
        install(BOTH);
        assertThat(commit().succeeded()).isTrue();
        assertThat(calls()).isEqualTo("hook run pre-commit []\n");
        sandbox.environment().put("STUB_EXIT", "1");
        assertThat(commit().succeeded()).isFalse();
        assertThat(sandbox.git(repository, "rev-list", "--count", "HEAD")).isEqualTo("2");
    }

    @Test
    void aMergeThatGitCommitsItselfCallsUsToo() throws Exception {
        install(BOTH);
        sandbox.git(repository, "checkout", "-q", "-b", "side", "HEAD");
        commit();
        sandbox.git(repository, "checkout", "-q", "main");
        sandbox.git(repository, "merge", "-q", "--no-ff", "-m", "Merge", "side");
        assertThat(calls()).endsWith("hook run pre-merge-commit []\n");
    }

    @Test
    void aPushTellsUsEveryRef() throws Exception {
        Path remote = remote();
        install(BOTH);
        String head = sandbox.git(repository, "rev-parse", "HEAD");
        sandbox.git(repository, "push", "-q", "origin", "main", "main:other");
        String none = "0".repeat(40);
        assertThat(calls())
                .isEqualTo("hook run pre-push origin " + remote + " [refs/heads/main " + head + " refs/heads/main "
                        + none + " refs/heads/main " + head + " refs/heads/other " + none + " ]\n");
    }

    @Test
    void aPushWithNothingToSayIsStillAskedAbout() throws Complaint {
        remote();
        install(BOTH);
        sandbox.git(repository, "push", "-q", "origin", "main");
        sandbox.git(repository, "push", "-q", "origin", "main");
        assertThat(sandbox.tryGit(repository, "push", "-q", "origin", "main").output())
                .isEmpty();
    }

    @Test
    void installingAgainChangesNothingAndAMovedProgramIsFollowed() throws Exception {
        install(BOTH);
        var before = snapshot(repository.resolve(".git/hooks"));
        assertThat(install(BOTH)).extracting(Change::what).containsOnly("already there");
        assertThat(snapshot(repository.resolve(".git/hooks"))).isEqualTo(before);
        program = Files.move(program, folder.resolve("keyturn-moved"));
        assertThat(install(BOTH)).extracting(Change::what).containsOnly("brought up to date");
        assertThat(commit().succeeded()).isTrue();
    }

    @Test
    void aProgramThatIsGoneStopsTheCommitAndSaysWhatToDo() throws Exception {
        install(BOTH);
        Files.delete(program);
        Outcome outcome = commit();
        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.output()).contains("there is no " + program, "KEYTURN", "git commit --no-verify");
        sandbox.environment().put("KEYTURN", "true");
        assertThat(commit().succeeded()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "#!/bin/sh\necho theirs \"$(cat)\" >&2\n",
                "#!/bin/bash -e\nset -u\nread -r first || true\necho \"theirs ${first:-}\" >&2",
                "#!/usr/bin/env sh\nexec cat >&2\n",
                "#!/usr/bin/env python3\nimport sys\nsys.stderr.write('theirs ' + sys.stdin.read())\n",
                "#!/bin/sh\n# caf\u00e9\nexit 3",
                "#!/bin/sh"
            })
    void aHookThatWasThereRunsOnAndComesBackByteForByte(String theirs) throws Exception {
        remote();
        Path hooks = repository.resolve(".git/hooks");
        GitSandbox.script(hooks.resolve("pre-push"), theirs);
        GitSandbox.script(hooks.resolve("pre-commit"), theirs);
        var before = snapshot(hooks);
        Outcome alone = sandbox.tryGit(repository, "push", "-q", "origin", "main:alone");

        install(BOTH);
        install(BOTH);
        Outcome chained = sandbox.tryGit(repository, "push", "-q", "origin", "main:chain");
        assertThat(chained.output().replace("chain", "alone")).isEqualTo(alone.output());
        assertThat(chained.exitCode()).isEqualTo(alone.exitCode());
        assertThat(calls()).contains("refs/heads/chain");
        sandbox.environment().put("STUB_EXIT", "1");
        assertThat(sandbox.tryGit(repository, "push", "-q", "origin", "main:stopped")
                        .output())
                .doesNotContain("theirs")
                .contains("failed to push");
        sandbox.environment().remove("STUB_EXIT");

        uninstall();
        assertThat(snapshot(hooks)).isEqualTo(before);
        assertThat(uninstall()).isEmpty();
    }

    @Test
    void aLinkAndASwitchedOffHookAreMovedAsideAndComeBack() throws Exception {
        Path hooks = repository.resolve(".git/hooks");
        GitSandbox.script(repository.resolve("tools/check"), "#!/bin/sh\necho checked >&2\n");
        Files.createSymbolicLink(hooks.resolve("pre-commit"), Path.of("../../tools/check"));
        GitSandbox.write(hooks.resolve("pre-push"), "#!/bin/sh\nexit 1\n");
        var before = snapshot(hooks);
        remote();
        install(BOTH);
        assertThat(commit().output()).contains("checked");
        assertThat(sandbox.tryGit(repository, "push", "-q", "origin", "main").succeeded())
                .isTrue();
        assertThat(Files.readString(repository.resolve("tools/check"))).doesNotContain("keyturn");
        uninstall();
        assertThat(snapshot(hooks)).isEqualTo(before);
    }

    @Test
    void whatWasMovedAsideIsNeverOverwritten() throws Exception {
        Path hook = repository.resolve(".git/hooks/pre-commit");
        GitSandbox.script(hook, "#!/usr/bin/env python3\n");
        install(BOTH);
        GitSandbox.script(hook, "#!/usr/bin/env node\n");
        assertThatThrownBy(() -> install(BOTH)).isInstanceOf(Complaint.class).hasMessageContaining("there are both");
        assertThat(hook).hasContent("#!/usr/bin/env node\n");
    }

    @Test
    void linesAddedToOurFileStay() throws Exception {
        install(BOTH);
        Path hook = repository.resolve(".git/hooks/pre-commit");
        Files.writeString(hook, Files.readString(hook) + "echo mine\n");
        uninstall();
        assertThat(hook).hasContent("#!/bin/sh\necho mine\n");
    }

    @Test
    void aConfiguredDirectoryInTheWorkTreeGetsNoPathOfThisMachine() throws Exception {
        sandbox.git(repository, "config", "core.hooksPath", ".githooks");
        GitSandbox.script(repository.resolve(".githooks/pre-commit"), "#!/bin/sh\necho theirs >&2\n");
        List<Change> changes = install(BOTH);
        assertThat(changes).extracting(Change::remark).allMatch(remark -> remark.contains("commit the change"));
        assertThat(Files.readString(repository.resolve(".githooks/pre-commit")))
                .contains("keyturn='keyturn'")
                .doesNotContain(folder.toString());
        assertThat(repository.resolve(".git/hooks/pre-commit")).doesNotExist();
        sandbox.environment().put("PATH", program.getParent() + ":" + System.getenv("PATH"));
        assertThat(commit().output()).contains("theirs");
        assertThat(calls()).isEqualTo("hook run pre-commit []\n");
    }

    @Test
    void aDirectoryForAllRepositoriesIsUsedAndNamed() throws Exception {
        Path shared = folder.resolve("all hooks");
        sandbox.git(folder, "config", "--global", "core.hooksPath", shared.toString());
        assertThat(install(BOTH)).extracting(Change::remark).allMatch(remark -> remark.contains("every repository"));
        assertThat(shared.resolve("pre-commit")).isExecutable();
        Path another = sandbox.repository(folder.resolve("another"));
        sandbox.git(another, "commit", "-q", "--allow-empty", "-m", "Empty");
        assertThat(calls()).isEqualTo("hook run pre-commit []\n");
    }

    @Test
    void huskysOwnFileIsExtendedNotTheOneThatHuskyWrites() throws Exception {
        sandbox.git(repository, "config", "core.hooksPath", ".husky/_");
        GitSandbox.write(repository.resolve(".husky/pre-commit"), "npm test >&2\n");
        GitSandbox.script(
                repository.resolve(".husky/_/pre-commit"),
                "#!/usr/bin/env sh\nexec sh -e \"$(dirname \"$(dirname \"$0\")\")/$(basename \"$0\")\" \"$@\"\n");
        var before = snapshot(repository.resolve(".husky"));
        install(EnumSet.of(HookName.PRE_COMMIT));
        GitSandbox.script(program.resolveSibling("npm"), "#!/bin/sh\necho npm ran\n");
        sandbox.environment().put("PATH", program.getParent() + ":" + System.getenv("PATH"));
        assertThat(commit().output()).contains("npm ran");
        assertThat(calls()).isEqualTo("hook run pre-commit []\n");
        uninstall();
        assertThat(snapshot(repository.resolve(".husky"))).isEqualTo(before);
    }

    @Test
    void huskyThatIsNotActiveYetIsPreparedBeside() throws Exception {
        Files.createDirectories(repository.resolve(".husky"));
        install(EnumSet.of(HookName.PRE_PUSH));
        assertThat(repository.resolve(".husky/pre-push")).exists();
        assertThat(repository.resolve(".git/hooks/pre-push")).exists();
    }

    /** The framework's own script runs {@code <name>.legacy} first, and calls itself what it is. */
    @Test
    void thePreCommitFrameworkKeepsItsHookAndRunsOurs() throws Exception {
        Path hooks = repository.resolve(".git/hooks");
        GitSandbox.write(repository.resolve(".pre-commit-config.yaml"), "repos: []\n");
        GitSandbox.script(hooks.resolve("pre-commit"), """
                #!/usr/bin/env bash
                # File generated by pre-commit: https://pre-commit.com
                [ ! -x "$0.legacy" ] || "$0.legacy" "$@" || exit 1
                echo framework >&2
                """);
        var before = snapshot(hooks);
        install(BOTH);
        assertThat(new HookInstaller(repository, sandbox.environment()).frameworkCouldShare())
                .isTrue();
        assertThat(hooks.resolve("pre-commit.legacy")).exists();
        assertThat(commit().output()).contains("framework");
        assertThat(calls()).isEqualTo("hook run pre-commit []\n");
        uninstall();
        assertThat(snapshot(hooks)).isEqualTo(before);
    }

    @Test
    void theFrameworkMayComeAfterUs() throws Exception {
        Path hooks = repository.resolve(".git/hooks");
        GitSandbox.script(hooks.resolve("pre-commit"), "#!/usr/bin/env python3\n");
        install(BOTH);
        Files.move(hooks.resolve("pre-commit"), hooks.resolve("pre-commit.legacy"));
        GitSandbox.script(
                hooks.resolve("pre-commit"), "#!/bin/sh\n# File generated by pre-commit: https://pre-commit.com\n");
        assertThat(install(EnumSet.of(HookName.PRE_COMMIT)))
                .extracting(Change::what)
                .contains("already there");
        uninstall();
        assertThat(hooks.resolve("pre-commit.legacy")).hasContent("#!/usr/bin/env python3\n");
        assertThat(hooks.resolve("pre-commit.before-keyturn")).doesNotExist();
    }

    @Test
    void aWorktreeASubdirectoryAndAMissingHooksDirectoryAreFine() throws Exception {
        Path worktree = folder.resolve("linked tree");
        sandbox.git(repository, "worktree", "add", "-q", "-b", "linked", worktree.toString());
        try (Stream<Path> samples = Files.walk(repository.resolve(".git/hooks"))) {
            for (Path path : samples.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        repository = Files.createDirectories(worktree.resolve("deep/down"));
        install(BOTH);
        assertThat(commit().succeeded()).isTrue();
        assertThat(calls()).isEqualTo("hook run pre-commit []\n");
    }

    @Test
    void aServersRepositoryAsksAboutWhatArrives() throws Exception {
        Path remote = remote();
        HookInstaller installer = new HookInstaller(remote, sandbox.environment());
        assertThat(installer.usual()).containsExactly(HookName.PRE_RECEIVE);
        installer.install(installer.usual(), program);
        String head = sandbox.git(repository, "rev-parse", "HEAD");
        sandbox.git(repository, "push", "-q", "origin", "main", "main:b");
        assertThat(calls())
                .contains("hook run pre-receive []".replace("[]", "["))
                .contains(head + " refs/heads/main", head + " refs/heads/b");
        sandbox.environment().put("STUB_EXIT", "1");
        assertThat(sandbox.tryGit(repository, "push", "-q", "origin", "main:c").output())
                .contains("pre-receive hook declined");
    }

    @Test
    void noRepositoryIsSaidInWords() throws Exception {
        Path none = Files.createDirectories(folder.resolve("none"));
        assertThatThrownBy(() -> new HookInstaller(none, sandbox.environment()))
                .isInstanceOf(Complaint.class)
                .hasMessageContaining("not a git repository");
        assertThatThrownBy(() -> new HookInstaller(folder.resolve("missing"), sandbox.environment()))
                .hasMessageContaining("there is no directory");
    }
}
