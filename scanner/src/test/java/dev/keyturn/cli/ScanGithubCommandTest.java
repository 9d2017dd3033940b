package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.hook.GitSandbox;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.source.github.TestingGithub;
import dev.keyturn.submit.TestingApi;
import dev.keyturn.testing.LeakOracle;
import dev.keyturn.wire.LeakSighting;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanGithubCommandTest {
    @TempDir
    Path folder;

    private final ApiKey key = ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());
    private final TestingApi api = new TestingApi();
    private GitSandbox sandbox;
    private TestingGithub github;

    @BeforeEach
    void setUp() throws IOException {
        sandbox = new GitSandbox(folder);
        github = new TestingGithub(sandbox, folder.resolve("hosted"));
        String token = LeakOracle.declare(UUID.randomUUID().toString());
        github.demand(token);
        sandbox.environment().put("GITHUB_TOKEN", token);
        sandbox.environment().put("GITHUB_API_URL", github.api().toString());
        sandbox.environment().putAll(api.variables());
    }

    @AfterEach
    void tearDown() {
        github.close();
        api.close();
    }

    private CommandLineRun scan(String... more) {
        String[] arguments = new String[more.length + 4];
        System.arraycopy(new String[] {"scan", "github", "--org", "acme"}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return CommandLineRun.in(sandbox.environment(), "", arguments);
    }

    @RevealsPlaintext("a key is planted in a history")
    private void planted(String name, String branch) throws IOException {
        Path hosted = github.empty(name);
        Path work = sandbox.repository(folder.resolve("work-" + name));
        GitSandbox.write(work.resolve("config"), "\n\nkey: " + key.reveal() + "\n");
        sandbox.git(work, "add", ".");
        sandbox.git(work, "commit", "-q", "-m", "Configure");
        sandbox.git(work, "rm", "-q", "config");
        sandbox.git(work, "commit", "-q", "-m", "Remove");
        sandbox.git(work, "push", "-q", hosted.toString(), "HEAD:" + branch);
    }

    @Test
    void everyRefOfEveryRepositoryIsScannedAndWhatFailsIsNamed() throws IOException {
        planted("a", "refs/heads/main");
        github.gone("lost");
        github.empty("void");
        planted("b", "refs/pull/1/head");
        CommandLineRun run = scan("--report");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("1 of 4: acme/a", "acme/lost is skipped: could not be cloned", "acme/void is empty");
        assertThat(api.batches()).hasSize(1);
        assertThat(api.batches().get(0))
                .extracting(LeakSighting::repository)
                .allMatch(repository -> repository != null && repository.startsWith("http://127.0.0.1:"))
                .extracting(repository -> repository.replaceFirst(".*/acme/", ""))
                .containsExactlyInAnyOrder("a.git", "b.git");
        assertThat(api.batches().get(0))
                .allMatch(leak -> "config".equals(leak.path())
                        && Integer.valueOf(3).equals(leak.line())
                        && "scan github".equals(leak.source()));
        assertThat(List.of(
                        Path.of(System.getProperty("java.io.tmpdir")).toFile().list()))
                .noneMatch(file -> file.startsWith("keyturn-clones-"));
    }

    @Test
    void whereNothingCouldBeScannedItIsNotGreen() throws IOException {
        CommandLineRun none = scan();
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("of 0 repositories of 'acme' none could be scanned");
        github.gone("lost");
        assertThat(scan().exitCode()).isEqualTo(2);
        assertThat(scan("--allow-empty").exitCode()).isZero();
        assertThat(scan("--allow-empty", "--require-complete").exitCode()).isEqualTo(3);
        sandbox.environment().remove("GITHUB_TOKEN");
        assertThat(scan().err()).contains("GITHUB_TOKEN");
    }

    @Test
    void reportingWithoutAKeyIsRefusedBeforeAnythingIsAsked() {
        sandbox.environment().remove("KEYTURN_API_KEY");
        CommandLineRun run = scan("--report");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--report needs the variable KEYTURN_API_KEY");
        assertThat(github.requests()).isEmpty();
    }
}
