package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.cli.LauncherTree.Launch;
import dev.keyturn.hook.GitSandbox;
import dev.keyturn.source.git.GitRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an answer that was kept must not outlive. Java is one that only says that it was started. */
@Timeout(60)
class LauncherAnswerTest {
    private static final String REPORT = "two findings\n";

    @TempDir
    Path scratch;

    private LauncherTree tree;
    private GitSandbox sandbox;
    private Path repository;

    @BeforeEach
    void lay() throws Exception {
        tree = new LauncherTree(scratch);
        tree.addJava("25.0.1");
        tree.built().with("KEYTURN_JAVA_HOME", scratch.resolve(".jdks/25.0.1").toString());
        sandbox = new GitSandbox(scratch.resolve("git"));
        repository = sandbox.repository(scratch.resolve("project"));
    }

    private Launch scan(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("scan", "git"));
        arguments.addAll(List.of(options));
        arguments.add(repository.toString());
        return tree.launch(arguments.toArray(String[]::new));
    }

    private static boolean isAnswer(Launch launch) {
        return !launch.output().contains("java 25");
    }

    /** Keeps answers to a scan until the launcher takes one: at first its files may have changed a moment ago. */
    private Launch answered(String... options) throws Exception {
        Launch launch = scan(options);
        while (!isAnswer(launch)) {
            keep(launch);
            launch = scan(options);
        }
        return launch;
    }

    private void keep(Launch asking) throws Exception {
        String file = asking.output().replaceFirst("(?s).*-Dkeyturn.answer=(\\S+).*", "$1");
        Answer answer = Objects.requireNonNull(Answer.begin(Path.of(file), new Answer.Where(repository, List.of())));
        try (GitRepository opened = GitRepository.at(repository)) {
            answer.on(opened).keep(1, List.of("scanned 1 ref"), REPORT);
        }
    }

    @Test
    void asLongAsNothingChangesTheAnswerIsGivenWithItsExitCode() throws Exception {
        Launch launch = answered();
        assertThat(launch.exit()).isEqualTo(1);
        assertThat(launch.output()).isEqualTo(REPORT);
        assertThat(launch.errors()).startsWith("keyturn: scanned 1 ref\nkeyturn: nothing has changed since then, 20");
    }

    @Test
    void itGoesIntoWhateverFileIsNamed() throws Exception {
        answered();
        Path file = scratch.resolve("a report");
        assertThat(scan("--output", file.toString()).output()).isEmpty();
        assertThat(file).hasContent(REPORT);
        Path other = scratch.resolve("other");
        assertThat(scan("--output=" + other).output()).isEmpty();
        assertThat(other).hasContent(REPORT);
        assertThat(Files.getPosixFilePermissions(other)).hasSize(2);
        Launch nowhere = scan("--output", scratch.resolve("no/such/folder").toString());
        assertThat(nowhere.exit()).isEqualTo(2);
        assertThat(nowhere.errors()).contains("cannot be written");
    }

    @Test
    void otherOptionsAndVariablesAreOtherQuestions() throws Exception {
        answered();
        assertThat(isAnswer(scan("--all-objects"))).isFalse();
        tree.with("KEYTURN_IDENTITY_KEY", "of the team");
        assertThat(isAnswer(scan())).isFalse();
    }

    @Test
    void whateverChangesInTheRepositoryEndsIt() throws Exception {
        List<String[]> changes = List.of(
                new String[] {"commit", "-q", "--allow-empty", "-m", "next"},
                new String[] {"tag", "other"},
                new String[] {"tag", "-d", "other"},
                new String[] {"pack-refs", "--all"},
                new String[] {"stash", "create"},
                new String[] {"repack", "-q", "-a", "-d"});
        for (String[] change : changes) {
            GitSandbox.write(repository.resolve("changing"), change[0]);
            sandbox.git(repository, "add", "--all");
            answered();
            sandbox.git(repository, change);
            assertThat(isAnswer(scan())).as(String.join(" ", change)).isFalse();
        }
    }

    @Test
    void anObjectThatTurnsUpEndsIt() throws Exception {
        answered();
        Path folder = Files.createDirectories(repository.resolve(".git/objects/fe"));
        Files.writeString(folder.resolve("0".repeat(38)), "");
        assertThat(isAnswer(scan())).isFalse();
    }

    @Test
    void aPolicyThatTurnsUpEndsItAndOneThatIsThereKeepsNone() throws Exception {
        for (Path policy : Policy.files(repository)) {
            answered();
            Files.createSymbolicLink(policy, scratch.resolve("elsewhere"));
            Launch launch = scan();
            assertThat(isAnswer(launch)).isFalse();
            keep(launch);
            assertThat(isAnswer(scan())).isFalse();
            Files.delete(policy);
        }
    }

    @Test
    void whatThePathMeansIsTheSameStill() throws Exception {
        answered();
        Path other = sandbox.repository(scratch.resolve("other"));
        Files.move(repository, scratch.resolve("before"));
        Files.move(other, repository);
        assertThat(isAnswer(scan())).isFalse();
    }

    @Test
    void aCopyOfAnAnswerIsNone() throws Exception {
        answered();
        Path cache = scratch.resolve(".cache/keyturn");
        try (var files = Files.list(cache)) {
            Path answer = files.findFirst().orElseThrow();
            Path copy = Files.copy(answer, cache.resolve("copy"));
            Files.move(copy, answer, StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(isAnswer(scan())).isFalse();
    }

    @Test
    void aBranchOfAnyNameIsLookedAt() throws Exception {
        sandbox.git(repository, "branch", "objects/ab/branch");
        sandbox.git(repository, "commit", "-q", "--allow-empty", "-m", "next");
        answered();
        sandbox.git(repository, "branch", "-f", "objects/ab/branch", "HEAD");
        assertThat(isAnswer(scan())).isFalse();
    }

    @Test
    void aNewerBuildEndsIt() throws Exception {
        answered();
        tree.touch("scanner/target/keyturn-scanner-9.9-all.jar");
        assertThat(isAnswer(scan())).isFalse();
    }

    @Test
    void anAnswerThatIsDamagedIsNone() throws Exception {
        answered();
        try (var files = Files.list(scratch.resolve(".cache/keyturn"))) {
            Files.writeString(files.findFirst().orElseThrow(), "keyturn answer 1\nstatus 0\n\nnothing\n");
        }
        assertThat(isAnswer(scan())).isFalse();
    }
}
