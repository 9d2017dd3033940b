package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.hook.GitSandbox;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.source.github.TestingGithub;
import dev.keyturn.submit.TestingApi;
import dev.keyturn.wire.LeakSighting;
import dev.keyturn.wire.ScanEnd;
import dev.keyturn.wire.ScanJob;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanWorkerCommandTest {
    @TempDir
    Path folder;

    private final TestingApi api = new TestingApi();
    private GitSandbox sandbox;
    private TestingGithub github;
    private String server;

    @BeforeEach
    void setUp() throws IOException {
        sandbox = new GitSandbox(folder);
        github = new TestingGithub(sandbox, folder.resolve("hosted"));
        server = github.api().resolve("/acme/").toString();
        sandbox.environment().putAll(api.variables());
    }

    @AfterEach
    void tearDown() {
        github.close();
        api.close();
    }

    private void ask(String repository, @Nullable String ref, @Nullable String before, @Nullable String after) {
        UUID id = UUID.randomUUID();
        Instant now = Instant.now();
        api.ask(new ScanJob(id, repository, ref, before, after, ScanJob.State.LEASED, 1, now, now, null, null, null));
    }

    private CommandLineRun work() {
        return CommandLineRun.in(sandbox.environment(), "", "scan", "worker", "--once", "--repositories", server);
    }

    @RevealsPlaintext("keys are planted in a history")
    private String commit(Path work, String file) throws IOException {
        ApiKey key = ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());
        GitSandbox.write(work.resolve(file), "key: " + key.reveal() + "\n");
        sandbox.git(work, "add", ".");
        sandbox.git(work, "commit", "-q", "-m", "Add " + file);
        return sandbox.git(work, "rev-parse", "HEAD").strip();
    }

    @Test
    void whatWasPushedIsScannedAndReportedAndWhatCannotBeIsSaid() throws IOException {
        Path hosted = github.empty("shop");
        Path work = sandbox.repository(folder.resolve("work"));
        String first = commit(work, "old");
        String second = commit(work, "new");
        sandbox.git(work, "push", "-q", hosted.toString(), "HEAD:refs/heads/main");
        ask(server + "shop.git", "refs/heads/main", first, second);
        ask("https://elsewhere.example/shop.git", "refs/heads/main", first, second);
        ask(server + "shop.git", "refs/heads/main", first, "a".repeat(40));
        ask(server + "shop.git", null, null, null);

        CommandLineRun run = work();

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(api.batches()).hasSize(2);
        assertThat(api.batches().get(0)).singleElement().satisfies(leak -> {
            assertThat(leak.path()).isEqualTo("new");
            assertThat(leak.commit()).isEqualTo(second);
            assertThat(leak.repository()).isEqualTo(server + "shop.git");
        });
        assertThat(api.batches().get(1)).extracting(LeakSighting::path).containsExactlyInAnyOrder("old", "new");
        assertThat(api.ends()).extracting(ScanEnd::findings).containsExactly(1, null, null, 2);
        assertThat(api.ends().get(1).detail()).contains("may not clone");
        assertThat(api.ends().get(2).detail()).contains("names nothing that is here");
    }

    @Test
    void anAddressThatCouldNameAnyServerIsRefused() {
        CommandLineRun run = CommandLineRun.in(
                sandbox.environment(), "", "scan", "worker", "--once", "--repositories", "https://github.com");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("names no server and path");
    }
}
