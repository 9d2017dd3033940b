package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.hook.GitSandbox;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.testing.LeakOracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is accepted, for how long, and that a change cannot accept anything in its own scan. */
@RevealsPlaintext("commits generated keys to find them again")
class PolicyTest {
    private static final String RULES = """
            [[rules]]
            id = "acme"
            regex = '''acme_[0-9a-f]{16}'''
            keywords = ["acme_"]
            """;

    private final Map<String, String> environment = new HashMap<>();
    private final Random random = new Random(7);

    @TempDir
    Path folder;

    private GitSandbox git;
    private Path repository;
    private Path baseline;

    @BeforeEach
    void aRepository() throws IOException {
        git = new GitSandbox(folder.resolve("sandbox"));
        repository = git.repository(folder.resolve("repository"));
        baseline = Files.createDirectories(folder.resolve("reports")).resolve("baseline");
        environment.put("HOME", git.home().toString());
        environment.put("KEYTURN_IDENTITY_KEY", "a key for this test only");
        LeakOracle.watchDirectory(folder.resolve("reports"));
    }

    private CommandLineRun keyturn(String... arguments) {
        return CommandLineRun.in(environment, "", arguments);
    }

    private CommandLineRun history(String... more) {
        List<String> all = new ArrayList<>(List.of("scan", "git", repository.toString()));
        all.addAll(List.of(more));
        return keyturn(all.toArray(String[]::new));
    }

    private CommandLineRun range(String... more) {
        List<String> all = new ArrayList<>(List.of("scan", "range", "base..HEAD", "--repo", repository.toString()));
        all.addAll(List.of(more));
        return keyturn(all.toArray(String[]::new));
    }

    private void commit(String name, String content) throws IOException {
        Files.createDirectories(repository.resolve(name).getParent());
        git.write(repository.resolve(name), content);
        git.git(repository, "add", "--all");
        git.git(repository, "commit", "-q", "--no-verify", "-m", "Change something");
    }

    private void base() {
        git.git(repository, "tag", "base");
    }

    private String acme() {
        return "acme_" + String.format("%016x", random.nextLong());
    }

    private static ApiKey key() {
        return ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());
    }

    @Test
    void anAcceptedSecretStaysAcceptedWhereverItMoves() throws IOException {
        commit(".gitleaks.toml", RULES);
        String secret = acme();
        commit("a/old.txt", "one\n" + secret + "\n");
        assertThat(history("--write-baseline", baseline.toString()).exitCode()).isEqualTo(1);
        assertThat(Files.readString(baseline)).contains(" a/old.txt\taccepted: acme\t-\t-\n");
        git.git(repository, "mv", "a", "b");
        commit("b/old.txt", "new\nlines\n" + secret + "\n");
        git.git(repository, "checkout", "-q", "--orphan", "squashed");
        commit("c.txt", secret);
        assertThat(history("--baseline", baseline.toString()).exitCode()).isZero();
        commit("b/old.txt", "new\nlines\n" + acme() + "\n");
        CommandLineRun other = history("--baseline", baseline.toString());
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.err()).contains("1 finding");
    }

    @Test
    void messagesAreAcceptedApart() throws IOException {
        commit(".gitleaks.toml", RULES);
        String secret = acme();
        commit("a.txt", "nothing");
        git.git(repository, "commit", "-q", "--amend", "--no-verify", "-m", "Squash " + secret);
        history("--write-baseline", baseline.toString());
        assertThat(Files.readString(baseline)).contains(" commit message\t");
        assertThat(history("--baseline", baseline.toString()).exitCode()).isZero();
        commit("a.txt", secret);
        CommandLineRun run = history("--baseline", baseline.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("a.txt:1").doesNotContain("commit message");
    }

    @Test
    void endedAndUnusedAcceptancesAreNamedAndReasonsKept() throws IOException {
        commit("a.txt", key().reveal());
        history("--write-baseline", baseline.toString());
        String text = Files.readString(baseline);
        Files.writeString(
                baseline,
                text.replaceAll("\taccepted: [^\t]*\t-\t-", "\ttest fixture\tada\t2001-01-01")
                        + "0123456789abcdef0123456789abcdef gone.txt\told\tbob\t-\n");
        CommandLineRun run = history("--baseline", baseline.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("the acceptance of 'a.txt' (test fixture; owner ada) ended on 2001-01-01")
                .contains("accepts nothing any more: 'gone.txt' (old; owner bob)");
        commit("b.txt", key().reveal());
        history("--write-baseline", baseline.toString());
        assertThat(Files.readString(baseline))
                .contains("\ttest fixture\tada\t2001-01-01\n")
                .contains(" b.txt\taccepted: ")
                .doesNotContain("gone.txt");
    }

    @Test
    void baselinesOfTwoBranchesJoinAsGitJoinsLines() throws IOException {
        commit("a.txt", key().reveal());
        history("--write-baseline", baseline.toString());
        String one = Files.readString(baseline);
        Files.delete(baseline);
        commit("b.txt", key().reveal());
        history("--write-baseline", baseline.toString());
        List<String> lines = new ArrayList<>(one.lines().toList());
        Files.readString(baseline)
                .lines()
                .filter(line -> !line.contains("a.txt"))
                .forEach(lines::add);
        Files.writeString(baseline, String.join("\n", lines) + "\n");
        assertThat(history("--baseline", baseline.toString()).exitCode()).isZero();
    }

    @Test
    void commentsCountUnlessToldOtherwise() throws IOException {
        commit("a.txt", "x = " + key().reveal() + " # gitleaks:allow\n");
        assertThat(history().exitCode()).isZero();
        assertThat(history("--ignore-allow-comments").exitCode()).isEqualTo(1);
    }

    @Test
    void aChangeIsJudgedByTheConfigurationBeforeIt() throws IOException {
        commit(".gitleaks.toml", RULES);
        base();
        commit(".gitleaks.toml", RULES + "[[allowlists]]\npaths = ['''.*''']\n");
        commit("a.txt", acme());
        CommandLineRun run = range();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains(".gitleaks.toml:5").contains("without effect on its own scan");
        base2();
        commit("b.txt", acme());
        assertThat(range().exitCode()).isZero();
    }

    private void base2() {
        git.git(repository, "tag", "-f", "base");
    }

    @Test
    void placesAndBaselinesThatAChangeAddsHaveNoSayInIt() throws IOException {
        commit(".gitleaks.toml", RULES);
        base();
        commit("a.txt", acme());
        Path inside = repository.resolve("accepted");
        history("--write-baseline", inside.toString());
        commit(".gitleaksignore", "a.txt:acme:1\n");
        CommandLineRun run = range("--baseline", inside.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("is part of the change, so it has no say in it");
        assertThat(run.out()).contains(".gitleaksignore:1");
        assertThat(history().exitCode()).isZero();
        Files.copy(inside, baseline);
        assertThat(range("--baseline", baseline.toString()).exitCode()).isZero();
    }

    @Test
    void whatIsStagedIsJudgedByTheLastCommit() throws IOException {
        commit(".gitleaks.toml", RULES);
        git.write(repository.resolve(".gitleaksignore"), "a.txt:acme:1\n");
        git.write(repository.resolve("a.txt"), acme() + "\n" + acme() + " # gitleaks:allow\n");
        git.git(repository, "add", "--all");
        CommandLineRun run = keyturn("scan", "staged", repository.toString(), "--format", "json");
        assertThat(run.exitCode()).isEqualTo(1);
        JsonNode report = JsonMapper.shared().readTree(run.out());
        assertThat(report.path("findings").path(0).path("places").size()).isEqualTo(1);
        assertThat(report.path("suppressions").toString())
                .contains("\"by\":\"comment\"", "\"startLine\":2", "\"by\":\"file\"")
                .doesNotContain("gitleaksignore", "a.txt");
        git.git(repository, "commit", "-q", "--no-verify", "-m", "Accept a place");
        git.write(repository.resolve("b.txt"), "clean");
        git.git(repository, "add", "--all");
        assertThat(keyturn("scan", "staged", repository.toString()).exitCode()).isZero();
    }
}
