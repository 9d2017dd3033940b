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
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a person who scans sees, and what a script gets. */
@RevealsPlaintext("commits generated keys to find them again")
class ScanCommandsTest {
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    Path folder;

    private GitSandbox git;
    private Path repository;
    private ApiKey key;

    @BeforeEach
    void aRepository() throws IOException {
        git = new GitSandbox(folder.resolve("sandbox"));
        repository = git.repository(folder.resolve("repository"));
        key = ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());
        environment.put("HOME", git.home().toString());
        environment.put("KEYTURN_IDENTITY_KEY", "a key for this test only");
        LeakOracle.watchDirectory(folder.resolve("reports"));
        Files.createDirectories(folder.resolve("reports"));
    }

    private CommandLineRun keyturn(String... arguments) {
        return CommandLineRun.in(environment, "", arguments);
    }

    private JsonNode json(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of(arguments));
        all.addAll(List.of("--format", "json"));
        return JsonMapper.shared().readTree(keyturn(all.toArray(String[]::new)).out());
    }

    private String commit(String name, String content) throws IOException {
        git.write(repository.resolve(name), content);
        git.git(repository, "add", "--all");
        git.git(repository, "commit", "-q", "--no-verify", "-m", "Change " + name);
        return git.git(repository, "rev-parse", "HEAD");
    }

    @Test
    void historyNamesTheCommitThatIntroducedTheKey() throws IOException {
        commit("config.properties", "a=1\n");
        String introduced = commit("config.properties", "a=1\nkey=" + key.reveal() + "\n");
        commit("config.properties", "a=1\n# moved\nkey=" + key.reveal() + "\n");
        commit("config.properties", "a=1\n");
        CommandLineRun run = keyturn("scan", "git", repository.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("CRITICAL  Keyturn API key  " + key.hint() + "  (keyturn-api-key)\n    config.properties:2")
                .contains(introduced.substring(0, 10))
                .contains("Ada");
        assertThat(run.err())
                .contains("1 ref")
                .contains("5 commits")
                .contains("1 finding")
                .doesNotContain("INCOMPLETE");
    }

    @Test
    void jsonHasTheShapeThatScriptsRelyOn() throws IOException {
        String introduced = commit("a/b.txt", "\n" + key.reveal());
        JsonNode report = json("scan", "git", repository.toString());
        JsonNode finding = report.path("findings").path(0);
        assertThat(finding.path("rule").asString()).isEqualTo("keyturn-api-key");
        assertThat(finding.path("fingerprint").asString())
                .isEqualTo(key.fingerprint().hex());
        assertThat(finding.path("secret").asString()).isEqualTo(key.hint());
        assertThat(finding.path("file").asString()).isEqualTo("a/b.txt");
        assertThat(finding.path("startLine").asInt()).isEqualTo(2);
        assertThat(finding.path("commit").asString()).isEqualTo(introduced);
        assertThat(finding.path("author").asString()).isEqualTo("Ada");
        assertThat(finding.path("places").path(0).path("commit").asString()).isEqualTo(introduced);
        assertThat(report.path("skipped").size()).isZero();
        assertThat(report.path("statistics").path("commits").asInt()).isEqualTo(2);
    }

    @Test
    void oneSecretInManyPlacesIsOneFindingWithTheEarliestOnTop() throws IOException {
        String first = commit("z.txt", key.reveal());
        commit("a.txt", key.reveal());
        JsonNode findings = json("scan", "git", repository.toString()).path("findings");
        assertThat(findings.size()).isEqualTo(1);
        assertThat(findings.path(0).path("places").size()).isEqualTo(2);
        assertThat(findings.path(0).path("file").asString()).isEqualTo("z.txt");
        assertThat(findings.path(0).path("commit").asString()).isEqualTo(first);
    }

    @Test
    void everySharedFormatIsWrittenWithoutFingerprint() throws IOException {
        commit("=cmd.txt", key.reveal());
        for (String format : List.of("text", "sarif", "csv", "junit", "html", "gitlab")) {
            Path file = folder.resolve("reports").resolve("report." + format);
            CommandLineRun run =
                    keyturn("scan", "git", repository.toString(), "--format", format, "--output", file.toString());
            String report = Files.readString(file);
            assertThat(run.exitCode()).as(format).isEqualTo(1);
            assertThat(run.out()).as(format).isEmpty();
            assertThat(report.contains(key.fingerprint().hex())).as(format).isFalse();
            assertThat(report).as(format).containsIgnoringCase("keyturn");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(Files.readString(folder.resolve("reports/report.csv"))).contains("\"'=cmd.txt\"");
    }

    @Test
    void stagedScansTheIndexAndOnlyWhatIsNewInIt() throws IOException {
        commit("old.txt", "key " + key.reveal());
        git.write(repository.resolve("old.txt"), "key " + key.reveal() + " with a comment");
        git.git(repository, "add", "--all");
        assertThat(keyturn("scan", "staged", repository.toString()).exitCode()).isZero();
        ApiKey fresh = ApiKey.generate(new EnvironmentTag("dev"), new SecureRandom());
        git.write(repository.resolve("new.txt"), fresh.reveal());
        git.git(repository, "add", "new.txt");
        git.write(repository.resolve("new.txt"), "gone from the working copy");
        JsonNode findings = json("scan", "staged", repository.toString()).path("findings");
        assertThat(findings.size()).isEqualTo(1);
        assertThat(findings.path(0).path("secret").asString()).isEqualTo(fresh.hint());
        assertThat(findings.path(0).path("file").asString()).isEqualTo("new.txt");
    }

    @Test
    void stagedWorksBeforeTheFirstCommit() throws IOException {
        Path unborn = Files.createDirectories(folder.resolve("unborn"));
        git.git(unborn, "init", "-q");
        git.write(unborn.resolve("a.txt"), key.reveal());
        git.git(unborn, "add", ".");
        assertThat(keyturn("scan", "staged", unborn.toString()).exitCode()).isEqualTo(1);
        CommandLineRun history = keyturn("scan", "git", unborn.toString());
        assertThat(history.exitCode()).isEqualTo(2);
        assertThat(history.err()).contains("empty").contains("--allow-empty");
        assertThat(keyturn("scan", "git", unborn.toString(), "--allow-empty").exitCode())
                .isZero();
    }

    @Test
    void rangeFindsWhatWasAddedAndRemovedInIt() throws IOException {
        commit("old.txt", "x");
        git.git(repository, "tag", "base");
        String introduced = commit("new.txt", key.reveal());
        commit("new.txt", "removed");
        JsonNode findings = json("scan", "range", "base..main", "--repo", repository.toString())
                .path("findings");
        assertThat(findings.path(0).path("commit").asString()).isEqualTo(introduced);
        assertThat(keyturn("scan", "range", "HEAD~1..HEAD", "--repo", repository.toString())
                        .exitCode())
                .isZero();
    }

    @Test
    void aRangeWithoutCommitsIsNotGreenBySilence() {
        CommandLineRun empty = keyturn("scan", "range", "HEAD..HEAD", "--repo", repository.toString());
        assertThat(empty.exitCode()).isEqualTo(2);
        assertThat(empty.err()).contains("adds no commit");
        assertThat(keyturn("scan", "range", "HEAD..HEAD", "--repo", repository.toString(), "--allow-empty")
                        .exitCode())
                .isZero();
        CommandLineRun unknown = keyturn("scan", "range", "nowhere..HEAD", "--repo", repository.toString());
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no revision 'nowhere'");
    }

    @Test
    void aShallowCloneSaysWhatItLacks() throws IOException {
        commit("a.txt", "1");
        commit("a.txt", "2");
        Path shallow = folder.resolve("shallow");
        git.git(folder, "clone", "-q", "--depth", "1", "file://" + repository, shallow.toString());
        CommandLineRun run = keyturn("scan", "git", shallow.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("shallow").contains("INCOMPLETE");
        assertThat(keyturn("scan", "git", shallow.toString(), "--require-complete")
                        .exitCode())
                .isEqualTo(3);
        CommandLineRun range = keyturn("scan", "range", "HEAD~1..HEAD", "--repo", shallow.toString());
        assertThat(range.exitCode()).isEqualTo(2);
        assertThat(range.err()).contains("--unshallow");
    }

    @Test
    void aDamagedObjectIsNamedAndTheRestIsScanned() throws IOException {
        commit("lost.txt", "this will be damaged");
        String blob = git.git(repository, "rev-parse", "HEAD:lost.txt");
        commit("key.txt", key.reveal());
        Path loose = repository.resolve(".git/objects/" + blob.substring(0, 2) + "/" + blob.substring(2));
        loose.toFile().setWritable(true);
        Files.writeString(loose, "no object at all");
        JsonNode damaged = json("scan", "git", repository.toString());
        assertThat(damaged.path("findings").size()).isEqualTo(1);
        assertThat(damaged.path("skipped").toString()).contains(blob);
        Files.delete(loose);
        JsonNode missing = json("scan", "git", repository.toString());
        assertThat(missing.path("findings").size()).isEqualTo(1);
        assertThat(missing.path("skipped").toString()).contains("lost.txt").contains("missing");
    }

    @Test
    void bareRepositoriesAndWorktreesAreRead() throws IOException {
        commit("key.txt", key.reveal());
        Path bare = folder.resolve("bare.git");
        git.git(folder, "clone", "-q", "--bare", repository.toString(), bare.toString());
        Path worktree = folder.resolve("worktree");
        git.git(repository, "worktree", "add", "-q", worktree.toString());
        assertThat(keyturn("scan", "git", bare.toString()).exitCode()).isEqualTo(1);
        assertThat(keyturn("scan", "git", worktree.toString()).exitCode()).isEqualTo(1);
        assertThat(keyturn("scan", "staged", bare.toString()).err()).contains("bare");
        git.write(worktree.resolve("new.txt"), "x" + key.reveal());
        git.git(worktree, "rm", "-q", "--cached", "key.txt");
        git.git(worktree, "commit", "-q", "--no-verify", "-m", "Without");
        git.git(worktree, "add", "new.txt");
        assertThat(keyturn("scan", "staged", worktree.toString()).exitCode()).isEqualTo(1);
    }

    @Test
    void objectsBorrowedFromElsewhereAreRead() throws IOException {
        commit("key.txt", key.reveal());
        Path borrowing = folder.resolve("borrowing");
        git.git(folder, "clone", "-q", "--shared", repository.toString(), borrowing.toString());
        assertThat(keyturn("scan", "git", borrowing.toString()).exitCode()).isEqualTo(1);
    }

    @Test
    void whatIsNoRepositorySaysSo() throws IOException {
        Path plain = Files.createDirectories(folder.resolve("plain"));
        CommandLineRun run = keyturn("scan", "git", plain.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no git repository at").contains("scan dir");
        assertThat(keyturn("scan", "git", plain.resolve("none").toString()).err())
                .contains("not a directory");
        Path sha256 = Files.createDirectories(folder.resolve("sha256"));
        git.git(sha256, "init", "-q", "--object-format=sha256");
        CommandLineRun other = keyturn("scan", "git", sha256.toString());
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.err()).contains("sha256");
    }

    @Test
    void oneBranchOnly() throws IOException {
        git.git(repository, "checkout", "-qb", "side");
        commit("key.txt", key.reveal());
        git.git(repository, "checkout", "-q", "main");
        assertThat(keyturn("scan", "git", repository.toString(), "--branch", "main")
                        .exitCode())
                .isZero();
        assertThat(keyturn("scan", "git", repository.toString(), "--branch", "side")
                        .exitCode())
                .isEqualTo(1);
        CommandLineRun none = keyturn("scan", "git", repository.toString(), "--branch", "none");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("no revision 'none'");
    }

    @Test
    void filesAndStreams() throws IOException {
        Path files = Files.createDirectories(folder.resolve("files"));
        Files.writeString(files.resolve("a.txt"), "one\ntwo " + key.reveal() + "\n");
        CommandLineRun directory = keyturn("scan", "dir", files.toString());
        assertThat(directory.exitCode()).isEqualTo(1);
        assertThat(directory.out()).contains("a.txt:2");
        CommandLineRun stream = CommandLineRun.in(environment, "x " + key.reveal(), "scan", "stdin");
        assertThat(stream.exitCode()).isEqualTo(1);
        assertThat(stream.out()).contains("stdin:1");
        CommandLineRun none = keyturn("scan", "dir", files.resolve("none").toString());
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("does not exist");
    }

    @Test
    void aBaselineAcceptsAcrossMachinesUntilItExpires() throws IOException {
        commit("key.txt", key.reveal());
        Path baseline = folder.resolve("reports/baseline");
        keyturn("scan", "git", repository.toString(), "--write-baseline", baseline.toString());
        environment.put("KEYTURN_IDENTITY_KEY", "another machine");
        CommandLineRun accepted = keyturn("scan", "git", repository.toString(), "--baseline", baseline.toString());
        assertThat(accepted.exitCode()).isZero();
        assertThat(accepted.err()).contains("1 allowed");
        Files.writeString(baseline, Files.readString(baseline).replace("\t-\t-\n", "\tada\t2001-01-01\n"));
        assertThat(keyturn("scan", "git", repository.toString(), "--baseline", baseline.toString())
                        .exitCode())
                .isEqualTo(1);
        Files.writeString(baseline, "nonsense");
        CommandLineRun broken = keyturn("scan", "git", repository.toString(), "--baseline", baseline.toString());
        assertThat(broken.exitCode()).isEqualTo(2);
        assertThat(broken.err()).contains("is no baseline");
    }

    @Test
    void commentsAllow() throws IOException {
        commit("key.txt", "a = " + key.reveal() + " # keyturn:allow\n");
        assertThat(keyturn("scan", "git", repository.toString()).exitCode()).isZero();
    }

    @Test
    void guessesAloneDoNotBlock() throws IOException {
        commit("a.properties", "password = \"x7Kq2" + "mP9vLr4TzW8\"\n");
        CommandLineRun run = keyturn("scan", "git", repository.toString());
        assertThat(run.out()).contains("generic-api-key");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void aGitleaksConfigurationIsUsedAsItIs() throws IOException {
        commit("a.txt", "acme_12345678 acme_00000000 acme_87654321\n" + key.reveal() + "\n");
        Path config = folder.resolve("rules.toml");
        Files.writeString(config, """
                title = "ours"
                [[rules]]
                id = "acme"
                description = "Acme token"
                regex = '''acme_([0-9]{8})'''
                keywords = ["acme"]
                [[rules.allowlists]]
                regexes = ['''^0+$''']
                """);
        JsonNode findings = json("scan", "git", repository.toString(), "--config", config.toString())
                .path("findings");
        assertThat(findings.size()).isEqualTo(3);
        Files.writeString(config, "title = 'no rules'\n");
        CommandLineRun none = keyturn("scan", "git", repository.toString(), "--config", config.toString());
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("has no rules");
    }

    @Test
    void ignoredPlacesAndReportsOfGitleaks() throws IOException {
        String commit =
                commit("a.txt", "lin_api_" + "k3J9d8S7f6G5h4A3".repeat(3).substring(0, 40) + "\n");
        assertThat(keyturn("scan", "git", repository.toString()).exitCode()).isEqualTo(1);
        Path report = folder.resolve("gitleaks.json");
        Files.writeString(
                report,
                "[{\"RuleID\":\"linear-api-key\",\"File\":\"a.txt\",\"StartLine\":1,\"Secret\":\"REDACTED\",\"Commit\":\""
                        + commit + "\"}]");
        assertThat(keyturn("scan", "git", repository.toString(), "--baseline", report.toString())
                        .exitCode())
                .isZero();
        Files.writeString(repository.resolve(".gitleaksignore"), commit + ":a.txt:linear-api-key:1\n");
        assertThat(keyturn("scan", "git", repository.toString()).exitCode()).isZero();
    }

    @Test
    void aFileCalledLikeAKeyIsReportedWithoutIt() throws IOException {
        commit(key.reveal() + ".txt", "nothing");
        CommandLineRun run = keyturn("scan", "git", repository.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains(key.hint() + ".txt (file name)");
    }

    @Test
    void unknownOptionsAreMisuse() {
        CommandLineRun run = keyturn("scan", "git", "--colour");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Unknown option: '--colour'").contains("scan git --help");
    }

    @Test
    void nothingOfTheRepositorysConfigurationIsRun() throws IOException {
        Path trap = folder.resolve("trap");
        Files.writeString(trap, "#!/bin/sh\ntouch '" + folder.resolve("sprung") + "'\n");
        Files.setPosixFilePermissions(trap, PosixFilePermissions.fromString("rwxr-xr-x"));
        commit("a.txt", key.reveal());
        for (String name : List.of("core.fsmonitor", "diff.external", "diff.x.textconv", "core.sshCommand")) {
            git.git(repository, "config", name, trap.toString());
        }
        git.write(repository.resolve("b.txt"), "staged");
        git.git(repository, "-c", "core.fsmonitor=false", "add", "b.txt");
        Files.deleteIfExists(folder.resolve("sprung"));
        assertThat(keyturn("scan", "git", repository.toString()).exitCode()).isEqualTo(1);
        assertThat(keyturn("scan", "staged", repository.toString()).exitCode()).isZero();
        assertThat(folder.resolve("sprung")).doesNotExist();
    }
}
