package dev.keyturn.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.policy.DueClock;
import dev.keyturn.policy.OnDeadline;
import dev.keyturn.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssemblyTest {
    private static final String WHOLE = """
            api:
              url: http://127.0.0.1:1
              key-file: rotator.key
            database-url: "@database-url"
            management-port: 0
            policy:
              interval: 30d
              parallel: 2
            environments:
              - name: dev
                vault:
                  address: http://127.0.0.1:2
                  role-id: role
                  secret-id-file: secret-id
              - name: prd
                vault:
                  address: http://127.0.0.1:3
                  mount: keys
                  prefix: team/keyturn
                  token-file: token
                policy:
                  grace: 36h
                  quiet: 10m
                  on-deadline: hold
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    @RevealsPlaintext("writes the rotator's key file")
    void writeFiles() throws IOException {
        ApiKey key = ApiKey.generate(new EnvironmentTag("dev"), new SecureRandom());
        Files.writeString(folder.resolve("rotator.key"), key.reveal() + "\n");
        Files.writeString(folder.resolve("database-url"), "jdbc:postgresql://127.0.0.1:1/none\n");
    }

    @Test
    void everyPropertyArrives() throws IOException {
        try (Assembly assembly = assemble(WHOLE)) {
            assertThat(assembly.workshop().sites().names()).containsExactly("dev", "prd");
            assertThat(policy(assembly, "dev"))
                    .isEqualTo(new Policy(
                            Duration.ofDays(30), Duration.ofHours(24), Duration.ofHours(1), OnDeadline.REVOKE, 2));
            assertThat(policy(assembly, "prd"))
                    .isEqualTo(new Policy(
                            Duration.ofDays(30), Duration.ofHours(36), Duration.ofMinutes(10), OnDeadline.HOLD, 2));
            assertThat(assembly.managementPort()).hasValue(0);
        }
    }

    @Test
    void anUnknownPropertyIsRefusedWithTheNearest() {
        assertThat(refusal(WHOLE.replace("secret-id-file", "secretid-file")))
                .contains("environments[0].vault.secretid-file is unknown; did you mean 'secret-id-file'?");
    }

    @Test
    void badValuesAreNamedWithWhatToWriteInstead() {
        assertThat(refusal(WHOLE.replace("30d", "a month")))
                .contains("policy.interval")
                .contains("write 90d, 24h, 30m or 10s");
        assertThat(refusal(WHOLE.replace("name: prd", "name: prod"))).contains("Stripe");
        assertThat(refusal(WHOLE.replace("name: prd", "name: dev"))).contains("twice");
        assertThat(refusal(WHOLE.replace("      role-id: role\n", ""))).contains("role-id and secret-id-file");
        assertThat(refusal(WHOLE.replace("grace: 36h", "grace: 91d"))).contains("90 days at most");
        assertThat(refusal(WHOLE.replace("@database-url", "mysql://somewhere"))).contains("JDBC address of PostgreSQL");
        assertThat(refusal(WHOLE.replace("rotator.key", "nowhere.key"))).contains("cannot be read");
        assertThat(refusal(WHOLE.replace("key-file: rotator.key", "key-file: database-url")))
                .contains("does not hold a key");
        assertThat(refusal("environments: [\n")).contains("line 2").contains("no YAML");
        assertThat(refusal("hello")).contains("no configuration");
    }

    @Test
    void aMissingFileIsNamed() {
        assertThat(message(folder.resolve("nowhere.yaml")))
                .contains("nowhere.yaml")
                .contains("--config");
    }

    private static Policy policy(Assembly assembly, String environment) {
        return assembly.workshop().sites().find(environment).orElseThrow().policy();
    }

    private Assembly assemble(String yaml) throws IOException {
        Path file = folder.resolve("rotator.yaml");
        Files.writeString(file, yaml);
        return Assembly.of(file, DueClock.real());
    }

    private String refusal(String yaml) {
        try {
            Path file = folder.resolve("bad.yaml");
            Files.writeString(file, yaml);
            return message(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String message(Path file) {
        try (Assembly assembly = Assembly.of(file, DueClock.real())) {
            throw new AssertionError("accepted: " + assembly.workshop().worker());
        } catch (ConfigurationException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
