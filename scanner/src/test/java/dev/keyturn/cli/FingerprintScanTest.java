package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.hook.GitSandbox;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.key.RevealsPlaintext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking for given keys, as one does before one is retired. */
@RevealsPlaintext("commits generated keys to find them again")
class FingerprintScanTest {
    private final Map<String, String> environment = new HashMap<>();
    private final ApiKey key = ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());
    private final ApiKey other = ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());

    @TempDir
    Path folder;

    private GitSandbox git;
    private Path repository;

    @BeforeEach
    void aRepository() throws IOException {
        git = new GitSandbox(folder.resolve("sandbox"));
        repository = git.repository(folder.resolve("repository"));
        environment.put("HOME", git.home().toString());
    }

    private String commit(String name, String content) throws IOException {
        git.write(repository.resolve(name), content);
        git.git(repository, "add", "--all");
        git.git(repository, "commit", "-q", "--no-verify", "-m", "Change " + name);
        return git.git(repository, "rev-parse", "HEAD");
    }

    private CommandLineRun look(String lines, String... scan) {
        List<String> all = new java.util.ArrayList<>(List.of(scan));
        all.addAll(List.of("--fingerprint", "-"));
        return CommandLineRun.in(environment, lines, all.toArray(String[]::new));
    }

    private static String fingerprint(ApiKey key) {
        return key.fingerprint().hex() + "\n";
    }

    @Test
    void aKeyIsFoundWithEveryPlaceAndEveryRefThatHoldsIt() throws IOException {
        String first = commit("a.txt", "x\n" + key.reveal() + "\n" + other.reveal());
        git.git(repository, "branch", "old");
        git.git(repository, "checkout", "-q", "--orphan", "clean");
        git.git(repository, "rm", "-rqf", ".");
        commit("none.txt", "nothing");
        git.git(repository, "checkout", "-q", "main");
        commit("b.txt", key.reveal() + " # keyturn:allow");
        CommandLineRun run = look(fingerprint(key), "scan", "git", repository.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .startsWith("FOUND      " + key.fingerprint().hex().substring(0, 12))
                .contains("a.txt:2  " + first)
                .contains("b.txt:1")
                .contains("still in: ")
                .contains("refs/heads/main", "refs/heads/old")
                .doesNotContain("clean")
                .doesNotContain(other.hint());
    }

    @Test
    void whatIsNotThereIsSaidToBeNotThere() throws IOException {
        commit("a.txt", other.reveal());
        CommandLineRun run = look("# retired soon\n" + fingerprint(key), "scan", "git", repository.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo("not found  " + key.fingerprint().hex().substring(0, 12) + "…\n");
        assertThat(run.err()).contains("2 commits");
    }

    @Test
    void olderKeysAreFoundWithoutTagAndChecksum() throws IOException {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        String older = "sk_" + java.util.HexFormat.of().formatHex(bytes);
        commit("a.txt", "url=https://h/?k=" + older + "_and=more\n");
        CommandLineRun run = look(Fingerprint.of(older).hex(), "scan", "git", repository.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("a.txt:1");
        assertThat(run.out().contains(older)).isFalse();
    }

    @Test
    void changesAndFoldersAreLookedThroughAlike() throws IOException {
        Path folders = Files.createDirectories(folder.resolve("files"));
        Files.writeString(folders.resolve("a"), key.reveal());
        assertThat(look(fingerprint(key), "scan", "dir", folders.toString()).exitCode())
                .isEqualTo(1);
        git.write(repository.resolve("staged.txt"), key.reveal());
        git.git(repository, "add", "staged.txt");
        assertThat(look(fingerprint(key), "scan", "staged", repository.toString())
                        .out())
                .contains("staged.txt:1");
    }

    @Test
    void whatIsNoFingerprintIsRefusedWithoutBeingRepeated() {
        CommandLineRun run = look(key.reveal(), "scan", "git", repository.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("line 1 is no fingerprint").doesNotContain(key.hint());
        assertThat(look("\n", "scan", "git", repository.toString()).exitCode()).isEqualTo(2);
    }
}
