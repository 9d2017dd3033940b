package dev.keyturn.delivery.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Notes;
import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Version;
import dev.keyturn.delivery.Writing.Written;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.testing.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/vault.md}, typed as they stand there; what they set up is enough and is what we generate. */
class VaultGuideTest {
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final EnvironmentTag PRD = new EnvironmentTag("prd");
    private static final Place INGESTOR = new Place(PRD, "production-ingestor");

    @TempDir
    Path directory;

    @Test
    void theCommandsWork() throws Exception {
        List<String> parts = List.of(guide().split("Once a Rotation has delivered:", 2));
        TestingOpenBao bao = TestingOpenBao.shared();
        run(bao, commands(parts.get(0)));
        VaultPolicy policy = new VaultPolicy("secret", "keyturn", PRD);
        assertThat(written("keyturn-rotator-prd.hcl")).isEqualTo(policy.rotator());
        assertThat(written("keyturn-rotator-prd-secret-id.hcl")).isEqualTo(policy.ownSecretId("approle"));
        assertThat(written("production-ingestor.hcl")).isEqualTo(policy.consumerOf(INGESTOR.slug()));

        ApiKey key = ApiKey.generate(PRD, new SecureRandom());
        deliver(bao, key);
        String output = run(bao, commands(parts.get(1)));
        int metadata = output.indexOf('{');
        assertThat(Fingerprint.of(output.substring(0, metadata).strip())).isEqualTo(key.fingerprint());
        assertThat(output.substring(metadata)).contains("next_rotation_at", "rotation-1");
    }

    private void deliver(TestingOpenBao bao, ApiKey key) throws IOException {
        SignIn signIn = new SignIn.AppRole(
                "approle", written("role-id").strip(), new CredentialSource.InFile(directory.resolve("secret-id")));
        VaultSettings settings = TestingOpenBao.settings(bao.address(), signIn);
        try (VaultStore store = new VaultStore(settings, InstantSource.system())) {
            assertThat(store.write(new Delivery(INGESTOR, Version.NONE, key, "key-1")))
                    .isInstanceOf(Written.class);
            Instant now = Instant.parse("2026-11-24T07:00:00Z");
            assertThat(store.annotate(INGESTOR, new Notes("rotation-1", "key-1", now, now.plusSeconds(60))))
                    .isEmpty();
        }
    }

    @RevealsPlaintext("the set-up is done with the root token")
    private String run(TestingOpenBao bao, String script) throws Exception {
        Path errors = directory.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder("sh", "-eu", "-c", script)
                .directory(directory.toFile())
                .redirectError(errors.toFile());
        Path program = Needs.bao();
        builder.environment().put("PATH", program.getParent() + ":" + System.getenv("PATH"));
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("BAO_ADDR", bao.address().toString());
        builder.environment().put("BAO_TOKEN", bao.rootToken().reveal());
        Process shell = builder.start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).as(Files.readString(errors)).isZero();
        return output;
    }

    private String written(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    private static String commands(String text) {
        StringBuilder commands = new StringBuilder();
        COMMANDS.matcher(text).results().forEach(match -> commands.append(match.group(1)));
        return commands.toString();
    }

    private static String guide() throws IOException {
        Path here = Path.of("docs", "vault.md");
        return Files.readString(Files.exists(here) ? here : Path.of("..").resolve(here));
    }
}
