package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.hook.GitSandbox;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.testing.LeakOracle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A chain of scans, each of which proves that it went on where the one before had ended. */
@RevealsPlaintext("commits generated keys to find them again")
class ManifestTest {
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    Path folder;

    private GitSandbox git;
    private Path repository;

    @BeforeEach
    void aRepository() throws IOException {
        git = new GitSandbox(folder.resolve("sandbox"));
        repository = git.repository(folder.resolve("repository"));
        environment.put("HOME", git.home().toString());
        Files.createDirectories(folder.resolve("reports"));
        LeakOracle.watchDirectory(folder.resolve("reports"));
        commit("a.txt");
    }

    private void commit(String name) throws IOException {
        git.write(repository.resolve(name), name);
        git.git(repository, "add", "--all");
        git.git(repository, "commit", "-q", "--no-verify", "-m", "Change " + name);
    }

    private CommandLineRun keyturn(String... arguments) {
        return CommandLineRun.in(environment, "", arguments);
    }

    private Path manifest(String name, String... more) {
        Path file = folder.resolve("reports").resolve(name);
        String[] arguments = new String[5 + more.length];
        System.arraycopy(
                new String[] {"scan", "git", repository.toString(), "--manifest", file.toString()}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        keyturn(arguments);
        return file;
    }

    private CommandLineRun verify(Path file, String... more) {
        String[] arguments = new String[5 + more.length];
        System.arraycopy(
                new String[] {"scan", "verify-manifest", file.toString(), "--repo", repository.toString()},
                0,
                arguments,
                0,
                5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return keyturn(arguments);
    }

    private static JsonNode payload(Path file) throws IOException {
        String body = JsonMapper.shared()
                .readTree(Files.readString(file))
                .path("payload")
                .asString();
        return JsonMapper.shared().readTree(Base64.getDecoder().decode(body));
    }

    @Test
    void aScanIsRecordedWithItsHeadsAndSignedByAKeyOfItsOwn() throws IOException {
        Path file = manifest("one.json");
        JsonNode payload = payload(file);
        assertThat(payload.path("refs").path("refs/heads/main").asString())
                .isEqualTo(git.git(repository, "rev-parse", "HEAD"));
        assertThat(payload.at("/rules/sha256").asString()).matches("[0-9a-f]{64}");
        assertThat(payload.at("/read/commits").asInt()).isEqualTo(2);
        assertThat(payload.at("/read/objects").asInt()).isGreaterThan(4);
        assertThat(payload.path("extent").asString()).isEqualTo("every ref");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(git.home().resolve(".config/keyturn/manifest.key"))))
                .isEqualTo("rw-------");
        CommandLineRun verified = verify(file);
        assertThat(verified.exitCode()).isZero();
        assertThat(verified.out()).contains("every ref, ", "2 commits", "complete");
    }

    @Test
    void theNextScanProvesThatItCoveredTheRest() throws IOException {
        git.git(repository, "branch", "gone");
        git.git(repository, "checkout", "-q", "gone");
        commit("gone.txt");
        git.git(repository, "checkout", "-q", "main");
        Path first = manifest("one.json");
        git.git(repository, "branch", "-qD", "gone");
        commit("b.txt");
        Path second = manifest("two.json");
        CommandLineRun run = verify(second, "--previous", first.toString());
        assertThat(run.out())
                .contains("The scan covers everything that came after the one before.")
                .contains("gone since, covered by the scan before: refs/heads/gone at ");
        assertThat(run.exitCode()).isZero();
        assertThat(verify(first, "--previous", second.toString()).exitCode()).isEqualTo(1);
        Path branch = manifest("three.json", "--branch", "main");
        assertThat(verify(branch, "--previous", first.toString()).out())
                .contains("the previous scan covered every ref, this one branch main");
    }

    @Test
    void whatWasChangedOrSignedByAnotherIsRefused() throws IOException {
        Path file = manifest("one.json");
        Path other = folder.resolve("other.key");
        CommandLineRun made = keyturn("scan", "keygen", other.toString());
        assertThat(made.out()).startsWith("-----BEGIN PUBLIC KEY-----");
        assertThat(keyturn("scan", "keygen", other.toString()).exitCode()).isEqualTo(2);
        assertThat(verify(file, "--public-key", other.toString()).exitCode()).isEqualTo(2);
        Path signed = manifest("two.json", "--manifest-key", other.toString());
        assertThat(verify(signed, "--public-key", other.toString()).exitCode()).isZero();
        String body = JsonMapper.shared()
                .readTree(Files.readString(file))
                .path("payload")
                .asString();
        String changed = new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8)
                .replace("\"findings\":0", "\"findings\":9");
        String forged = Base64.getEncoder().encodeToString(changed.getBytes(StandardCharsets.UTF_8));
        Files.writeString(file, Files.readString(file).replace(body, forged));
        CommandLineRun refused = verify(file);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("was changed since");
        Files.writeString(file, "{}");
        assertThat(verify(file).err()).contains("is no signed manifest");
    }

    @Test
    void namesOfRefsThatAreSecretsAreMasked() throws IOException {
        ApiKey key = ApiKey.generate(new EnvironmentTag("dev"), new SecureRandom());
        git.git(repository, "branch", key.reveal());
        JsonNode refs = payload(manifest("one.json")).path("refs");
        assertThat(refs.has("refs/heads/" + key.hint())).isTrue();
    }
}
