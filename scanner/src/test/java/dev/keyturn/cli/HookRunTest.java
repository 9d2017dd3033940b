package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.hook.GitSandbox;
import dev.keyturn.hook.GitSandbox.Outcome;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.submit.TestingApi;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real git, real hooks, the real command in a JVM of its own: what is committed and pushed, and what is not. */
@RevealsPlaintext("keys are written into files that a hook must stop")
class HookRunTest {
    @TempDir
    Path folder;

    private final ApiKey key = ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());
    private GitSandbox sandbox;
    private Path repository;
    private Path remote;

    @BeforeEach
    void setUp() throws IOException {
        sandbox = new GitSandbox(folder);
        repository = sandbox.repository(folder.resolve("a project"));
        remote = folder.resolve("remote.git");
        sandbox.git(folder, "init", "-q", "--bare", remote.toString());
        sandbox.git(repository, "remote", "add", "origin", remote.toString());
        sandbox.git(repository, "push", "-q", "origin", "main");
        sandbox.environment()
                .put("KEYTURN", TestingLauncher.in(folder.resolve("bin dir")).toString());
    }

    private void install(Path where, String... names) {
        String[] arguments = new String[names.length + 4];
        arguments[0] = "hook";
        arguments[1] = "install";
        arguments[2] = "--repo";
        arguments[3] = where.toString();
        System.arraycopy(names, 0, arguments, 4, names.length);
        assertThat(CommandLineRun.in(sandbox.environment(), "", arguments).exitCode())
                .isZero();
    }

    private Path writeKey(String file) throws IOException {
        return GitSandbox.write(repository.resolve(file), "first\nkey=" + key.reveal() + "\n");
    }

    private void addAndCommitUnseen(String file) throws IOException {
        writeKey(file);
        sandbox.git(repository, "add", ".");
        sandbox.git(repository, "commit", "-q", "--no-verify", "-m", "Configure");
    }

    private void assertStopped(Outcome outcome, String where) {
        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.output()).contains(where, key.hint(), "keyturn-api-key", "keyturn:allow");
        assertThat(outcome.output().contains(key.reveal())).isFalse();
    }

    @Test
    void aStagedKeyIsStoppedAndACleanCommitIsSilent() throws IOException {
        install(repository);
        GitSandbox.write(repository.resolve("clean"), "nothing\n");
        sandbox.git(repository, "add", "clean");
        assertThat(sandbox.tryGit(repository, "commit", "-q", "-m", "Clean")).isEqualTo(new Outcome(0, ""));
        writeKey("deep/app.properties");
        sandbox.git(repository, "add", ".");
        GitSandbox.write(repository.resolve("deep/app.properties"), "the file is clean, the index is not\n");
        Outcome outcome = sandbox.tryGit(repository, "commit", "-q", "-m", "Key");
        assertStopped(outcome, "deep/app.properties:2");
        assertThat(outcome.output()).contains("git commit --no-verify");
    }

    @Test
    void partialCommitsLookAtWhatTheyCommit() throws IOException {
        install(repository);
        GitSandbox.write(repository.resolve("clean"), "nothing\n");
        writeKey("dirty");
        sandbox.git(repository, "add", ".");
        assertThat(sandbox.tryGit(repository, "commit", "-q", "-m", "Part", "clean")
                        .output())
                .isEmpty();
        assertStopped(sandbox.tryGit(repository, "commit", "-q", "-m", "Rest", "dirty"), "dirty:2");
        sandbox.git(repository, "reset", "-q", "--hard");
        writeKey("clean");
        assertStopped(sandbox.tryGit(repository, "commit", "-q", "-a", "-m", "All"), "clean:2");
    }

    @Test
    void aMergeIsLookedAt() throws IOException {
        sandbox.git(repository, "checkout", "-q", "-b", "side");
        addAndCommitUnseen("side-file");
        sandbox.git(repository, "checkout", "-q", "main");
        install(repository);
        sandbox.git(repository, "commit", "-q", "--allow-empty", "-m", "Meanwhile");
        sandbox.git(repository, "merge", "-q", "--no-ff", "--no-commit", "side");
        writeKey("by-the-merge");
        sandbox.git(repository, "add", ".");
        assertStopped(sandbox.tryGit(repository, "commit", "-q", "-m", "Merge"), "by-the-merge:2");
    }

    @Test
    void aPushIsStoppedForAnyOfItsRefsEvenIfTheKeyIsGoneAgain() throws IOException {
        install(repository);
        sandbox.git(repository, "checkout", "-q", "-b", "second");
        addAndCommitUnseen("leaked");
        String commit = sandbox.git(repository, "rev-parse", "--short=12", "HEAD");
        sandbox.git(repository, "rm", "-q", "leaked");
        sandbox.git(repository, "commit", "-q", "-m", "Remove it");
        sandbox.git(repository, "branch", "a-first", "main");
        Outcome outcome = sandbox.tryGit(repository, "push", "-q", "origin", "a-first", "second");
        assertStopped(outcome, "leaked:2, commit " + commit);
        assertThat(sandbox.git(remote, "for-each-ref", "--format=%(refname)")).isEqualTo("refs/heads/main");
    }

    @Test
    void whatTheOtherSideHasIsNotHeldAgainstAPush() throws IOException {
        addAndCommitUnseen("old");
        sandbox.git(repository, "push", "-q", "origin", "main");
        install(repository);
        GitSandbox.write(repository.resolve("clean"), "nothing\n");
        sandbox.git(repository, "add", "clean");
        sandbox.git(repository, "commit", "-q", "-m", "Clean");
        assertThat(sandbox.tryGit(repository, "push", "-q", "origin", "main", "main:refs/heads/new"))
                .isEqualTo(new Outcome(0, ""));
        assertThat(sandbox.tryGit(repository, "push", "-q", "origin", ":new")).isEqualTo(new Outcome(0, ""));
    }

    @Test
    void aServerRefusesItInQuarantineAndHasItRevoked() throws IOException {
        install(remote);
        sandbox.git(remote, "config", "keyturn.apiSeconds", "30");
        addAndCommitUnseen("leaked");
        try (TestingApi api = new TestingApi()) {
            sandbox.environment().putAll(api.variables());
            Outcome outcome = sandbox.tryGit(repository, "push", "-q", "origin", "main", "main:refs/heads/x");
            assertStopped(outcome, "leaked:2");
            assertThat(outcome.output()).contains("revoked at " + TestingApi.REVOKED_AT);
            assertThat(api.batches()).hasSize(1);
            assertThat(api.batches().get(0))
                    .allMatch(
                            leak -> leak.fingerprint().equals(key.fingerprint().hex()));
        }
        assertThat(sandbox.tryGit(remote, "cat-file", "-e", sandbox.git(repository, "rev-parse", "HEAD"))
                        .succeeded())
                .isFalse();
        sandbox.environment().remove("KEYTURN_API_URL");
        sandbox.git(repository, "reset", "-q", "--hard", "origin/main");
        sandbox.git(repository, "commit", "-q", "--allow-empty", "-m", "Clean");
        assertThat(sandbox.tryGit(repository, "push", "-q", "origin", "main")).isEqualTo(new Outcome(0, ""));
    }

    @Test
    void aMessageIsLookedAtButNotTheChangeBelowIt() throws IOException {
        install(repository, "commit-msg");
        assertStopped(
                sandbox.tryGit(repository, "commit", "-q", "--allow-empty", "-m", "Use it\n\nkey=" + key.reveal()),
                "commit message:3");
        addAndCommitUnseen("leaked");
        sandbox.git(repository, "rm", "-q", "leaked");
        sandbox.environment().put("GIT_EDITOR", "sed -i '1s/^/Remove it/'");
        assertThat(sandbox.tryGit(repository, "commit", "-q", "--verbose")).isEqualTo(new Outcome(0, ""));
    }

    @Test
    void aServerMayLookAtEachRefByItself() throws IOException {
        install(remote, "update");
        addAndCommitUnseen("leaked");
        Outcome outcome = sandbox.tryGit(repository, "push", "-q", "origin", "main:bad", "HEAD~1:refs/heads/good");
        assertStopped(outcome, "leaked:2");
        assertThat(sandbox.git(remote, "for-each-ref", "--format=%(refname)"))
                .isEqualTo("refs/heads/good\nrefs/heads/main");
        assertThat(sandbox.tryGit(repository, "push", "-q", "origin", ":good")).isEqualTo(new Outcome(0, ""));
    }

    @Test
    void aServerMayLetThroughWhatIsRevokedAndDecideWhatASilentApiMeans() throws IOException {
        install(remote);
        sandbox.git(remote, "config", "keyturn.liveKey", "revoke");
        addAndCommitUnseen("leaked");
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                TestingApi api = new TestingApi()) {
            sandbox.environment().putAll(api.variables());
            sandbox.git(remote, "config", "keyturn.apiSeconds", "1");
            String address = sandbox.environment().put("KEYTURN_API_URL", "http://127.0.0.1:" + silent.getLocalPort());
            Outcome refused = sandbox.tryGit(repository, "push", "-q", "origin", "main");
            assertStopped(refused, "has not answered in time");
            sandbox.git(remote, "config", "keyturn.unsure", "accept");
            assertThat(sandbox.tryGit(repository, "push", "-q", "origin", "main:unsure")
                            .output())
                    .contains("is let through");
            sandbox.git(repository, "push", "-q", "--no-verify", "origin", ":unsure");
            sandbox.environment().put("KEYTURN_API_URL", String.valueOf(address));
            sandbox.git(remote, "config", "keyturn.unsure", "refuse");
            sandbox.git(remote, "config", "keyturn.apiSeconds", "30");
            Outcome revoked = sandbox.tryGit(repository, "push", "-q", "origin", "main");
            assertThat(revoked.succeeded()).isTrue();
            assertThat(revoked.output()).contains("revoked at " + TestingApi.REVOKED_AT, "is let through");
        }
    }

    @Test
    void aScanThatTakesTooLongIsDecidedByPolicy() throws IOException {
        install(remote);
        addAndCommitUnseen("leaked");
        sandbox.git(remote, "config", "keyturn.scanSeconds", "0");
        Outcome refused = sandbox.tryGit(repository, "push", "-q", "origin", "main");
        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.output()).contains("not done within the time");
        sandbox.git(remote, "config", "keyturn.unsure", "always");
        assertThat(sandbox.tryGit(repository, "push", "-q", "origin", "main").output())
                .contains("keyturn.unsure is set to 'always'", "refuse or accept");
        sandbox.git(remote, "config", "keyturn.unsure", "accept");
        assertThat(sandbox.tryGit(repository, "push", "-q", "origin", "main").succeeded())
                .isTrue();
    }

    @Test
    void anAllowCommentAndAnEmptyCommitPass() throws IOException {
        install(repository);
        GitSandbox.write(repository.resolve("example"), "password = \"hunter2-hunter2-Q9\" # keyturn:allow\n");
        sandbox.git(repository, "add", ".");
        assertThat(sandbox.tryGit(repository, "commit", "-q", "-m", "Example")).isEqualTo(new Outcome(0, ""));
        assertThat(sandbox.tryGit(repository, "commit", "-q", "--allow-empty", "-m", "Nothing"))
                .isEqualTo(new Outcome(0, ""));
    }

    @Test
    void somethingElseOnStandardInputIsComplainedOf() {
        CommandLineRun run = CommandLineRun.in(
                sandbox.environment(), "what\n", "hook", "run", "pre-push", "origin", "url", "--repo", "" + repository);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("hook install pre-push");
    }
}
