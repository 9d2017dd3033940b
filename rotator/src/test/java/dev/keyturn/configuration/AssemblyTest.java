package dev.keyturn.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Store;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.policy.Calendar;
import dev.keyturn.policy.DueClock;
import dev.keyturn.policy.Freeze;
import dev.keyturn.policy.OnDeadline;
import dev.keyturn.policy.Policy;
import dev.keyturn.policy.Timing;
import dev.keyturn.policy.Window;
import dev.keyturn.rotation.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
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
                            Duration.ofDays(30),
                            Duration.ofHours(24),
                            Duration.ofHours(1),
                            OnDeadline.REVOKE,
                            2,
                            Timing.DEFAULT));
            assertThat(policy(assembly, "prd"))
                    .isEqualTo(new Policy(
                            Duration.ofDays(30),
                            Duration.ofHours(36),
                            Duration.ofMinutes(10),
                            OnDeadline.HOLD,
                            2,
                            Timing.DEFAULT));
            assertThat(assembly.managementPort()).hasValue(0);
        }
    }

    @Test
    void everyPartOfAPolicyArrivesForAKeyToo() throws IOException {
        String yaml = WHOLE.replace("  - name: prd\n", """
                  - name: prd
                    after: dev
                    keys:
                      - name: ingest*
                        policy:
                          interval: 7d
                          jitter: 10
                          soak: 2h
                          windows:
                            - {days: [sat, sunday], from: 22:00, to: 04:00, zone: Europe/Berlin}
                          freezes:
                            - {from: 2026-12-20, to: 2027-01-06, reason: the shops are full}
                """.indent(0).replace("\n                ", "\n"));
        try (Assembly assembly = assemble(yaml)) {
            Site site = assembly.workshop().sites().find("prd").orElseThrow();
            assertThat(site.after()).isEqualTo("dev");
            assertThat(site.policy("billing")).isEqualTo(site.policy());
            Policy own = site.policy("ingestor");
            assertThat(own.interval()).isEqualTo(Duration.ofDays(7));
            assertThat(own.timing())
                    .isEqualTo(new Timing(
                            0.1,
                            Duration.ofHours(2),
                            new Calendar(
                                    List.of(new Window(
                                            EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY),
                                            LocalTime.of(22, 0),
                                            LocalTime.of(4, 0),
                                            ZoneId.of("Europe/Berlin"))),
                                    List.of(new Freeze(
                                            LocalDate.of(2026, 12, 20),
                                            LocalDate.of(2027, 1, 6),
                                            ZoneId.of("UTC"),
                                            "the shops are full")))));
        }
        assertThat(refusal(yaml.replace("after: dev", "after: prd"))).contains("has to stand below it");
        assertThat(refusal(yaml.replace("jitter: 10", "jitter: 60"))).contains("from 0 to 50");
        assertThat(refusal(yaml.replace("2027-01-06", "2026-01-06"))).contains("before it begins");
        assertThat(refusal(yaml.replace("Europe/Berlin", "Berlin"))).contains("a time zone such as");
        assertThat(refusal(yaml.replace("sunday", "someday"))).contains("days are mon");
        assertThat(refusal(yaml.replace("ingest*", "Ingest"))).contains("no pattern of slugs");
    }

    @Test
    void anUnknownPropertyIsRefusedWithTheNearest() {
        assertThat(refusal(WHOLE.replace("secret-id-file", "secretid-file")))
                .contains("environments[0].vault.secretid-file is unknown; did you mean 'secret-id-file'?");
    }

    @Test
    void everyWayToSignInIsTaken() throws IOException {
        List<String> ways = List.of(
                "role-id: role\n      secret-id-file: secret-id\n      secret-id-wrapping: wrapped\n      secret-id-age: 30d",
                "kubernetes: {role: rotator}",
                "jwt: {mount: ci/jwt, role: rotator, file: statement}",
                "certificate: {file: client.pem, key-file: client.key, role: rotator}",
                "token-file: token\n      kv-version: 1");
        for (String way : ways) {
            try (Assembly assembly = assemble(WHOLE.replace("token-file: token", way))) {
                assertThat(assembly.stores()).hasSize(2);
            }
        }
        assertThat(refusal(WHOLE.replace("token-file: token", "jwt: {role: rotator}")))
                .contains("jwt.file is missing");
        assertThat(refusal(WHOLE.replace("token-file: token", "token-file: token\n      kubernetes: {role: x}")))
                .contains("one way to sign in");
        assertThat(refusal(WHOLE.replace("token-file: token", "token-file: token\n      secret-id-age: 30d")))
                .contains("go with role-id");
        assertThat(refusal(WHOLE.replace("token-file: token", "token-file: token\n      kv-version: 3")))
                .contains("kv-version is 2");
    }

    @Test
    void anEnvironmentMayHaveSeveralDestinations() throws IOException {
        String yaml = WHOLE.substring(0, WHOLE.indexOf("  - name: prd")) + """
                  - name: prd
                    destinations:
                      - vault: {address: "http://127.0.0.1:3", token-file: token}
                      - name: files
                        file: {folder: keys}
                      - aws: {region: eu-central-1}
                """;
        try (Assembly assembly = assemble(yaml)) {
            Place place = new Place(new EnvironmentTag("prd"), "ingestor");
            assertThat(assembly.workshop()
                            .sites()
                            .find("prd")
                            .orElseThrow()
                            .store()
                            .parts(place, null))
                    .extracting(Store.Part::name)
                    .containsExactly("vault", "files", "aws");
        }
        assertThat(refusal(yaml.replace("name: files", "name: vault"))).contains("different names");
        assertThat(refusal(yaml.replace("name: files", "name: a=b"))).contains("a destination's name is");
        assertThat(refusal(yaml.replace("file: {folder: keys}", ""))).contains("one of vault, file and aws");
    }

    @Test
    void badValuesAreNamedWithWhatToWriteInstead() {
        assertThat(refusal(WHOLE.replace("30d", "a month")))
                .contains("policy.interval")
                .contains("write 90d, 24h, 30m or 10s");
        assertThat(refusal(WHOLE.replace("name: prd", "name: prod"))).contains("Stripe");
        assertThat(refusal(WHOLE.replace("name: prd", "name: dev"))).contains("twice");
        assertThat(refusal(WHOLE.replace("      role-id: role\n", ""))).contains("role-id and secret-id-file");
        assertThat(refusal(WHOLE.replace("  - name: dev\n", "  - name: dev\n    file: {folder: keys}\n")))
                .contains("several under destinations");
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
