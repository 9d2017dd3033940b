package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.hook.GitSandbox;
import dev.keyturn.hook.GitSandbox.Outcome;
import dev.keyturn.hook.TestingGitServer;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.submit.TestingApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A push over HTTP to git's own server, whose pre-receive hook is ours. */
@RevealsPlaintext("pushes generated keys to see the push refused")
class PushOverHttpTest {
    private final ApiKey key = ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());

    @TempDir
    Path folder;

    private GitSandbox sandbox;
    private Path repository;
    private Path hosted;

    @BeforeEach
    void setUp() throws IOException {
        sandbox = new GitSandbox(folder);
        hosted = Files.createDirectories(folder.resolve("hosted"));
        sandbox.git(hosted, "init", "-q", "--bare", "project.git");
        sandbox.git(hosted.resolve("project.git"), "config", "keyturn.apiSeconds", "30");
        repository = sandbox.repository(folder.resolve("project"));
        sandbox.environment()
                .put("KEYTURN", TestingLauncher.in(folder.resolve("bin")).toString());
        assertThat(CommandLineRun.in(
                                sandbox.environment(),
                                "",
                                "hook",
                                "install",
                                "--repo",
                                hosted.resolve("project.git").toString())
                        .exitCode())
                .isZero();
    }

    private Outcome push(TestingGitServer server, String... refs) {
        String[] arguments = new String[refs.length + 3];
        arguments[0] = "push";
        arguments[1] = "-q";
        arguments[2] = server.address("project.git");
        System.arraycopy(refs, 0, arguments, 3, refs.length);
        return sandbox.tryGit(repository, arguments);
    }

    private void commit(String file, String text) throws IOException {
        GitSandbox.write(repository.resolve(file), text);
        sandbox.git(repository, "add", ".");
        sandbox.git(repository, "commit", "-q", "-m", "Change");
    }

    @Test
    void everyRefIsLookedAtInQuarantineAndTheKeyIsRevoked() throws IOException {
        try (TestingApi api = new TestingApi()) {
            sandbox.environment().putAll(api.variables());
            try (TestingGitServer server = new TestingGitServer(hosted, sandbox.environment())) {
                assertThat(push(server, "main")).isEqualTo(new Outcome(0, ""));
                commit("leaked", "first\nkey=" + key.reveal() + "\n");
                sandbox.git(repository, "tag", "-a", "-m", "Tag", "v1");
                sandbox.git(repository, "reset", "-q", "--hard", "HEAD~1");
                commit("clean", "nothing\n");
                Outcome refused = push(server, "main", "v1");
                assertThat(refused.succeeded()).isFalse();
                assertThat(refused.output())
                        .contains("leaked:2, commit ", key.hint(), "revoked at " + TestingApi.REVOKED_AT);
                assertThat(refused.output().contains(key.reveal())).isFalse();
                Path project = hosted.resolve("project.git");
                assertThat(sandbox.git(project, "for-each-ref", "--format=%(refname)"))
                        .isEqualTo("refs/heads/main");
                assertThat(sandbox.tryGit(project, "cat-file", "-e", sandbox.git(repository, "rev-parse", "v1"))
                                .succeeded())
                        .isFalse();
                assertThat(push(server, "main", "main:new")).isEqualTo(new Outcome(0, ""));
                assertThat(push(server, ":new")).isEqualTo(new Outcome(0, ""));
            }
        }
    }
}
