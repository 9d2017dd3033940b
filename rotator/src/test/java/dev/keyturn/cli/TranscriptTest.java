package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.configuration.Database;
import dev.keyturn.delivery.vault.TestingOpenBao;
import dev.keyturn.delivery.vault.VaultPolicy;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.rotation.RotationRow;
import dev.keyturn.rotation.Rotations;
import dev.keyturn.rotation.TestingApi;
import dev.keyturn.testing.TestingPostgres;
import dev.keyturn.wire.RotationState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a person types and reads when something is wrong, and that the words of docs/rotation.md help. */
class TranscriptTest {
    private static final EnvironmentTag TAG = new EnvironmentTag("cli");
    private static final VaultPolicy POLICY = new VaultPolicy("secret", "keyturn", TAG);
    private static TestingOpenBao bao;
    private static TestingOpenBao.Credentials role;

    private final String databaseUrl = TestingPostgres.createDatabase();
    private final Database database = Database.at(databaseUrl);
    private final TestingApi api = TestingApi.start();
    private final String key = "ingestor-" + UUID.randomUUID().toString().substring(0, 8);

    @TempDir
    private Path folder;

    /** What a command came to. */
    private record Transcript(int exit, String text) {}

    @BeforeAll
    static void startVault() {
        bao = TestingOpenBao.shared();
        role = bao.rotatorRole(POLICY);
    }

    @BeforeEach
    @RevealsPlaintext("writes the files that hold the rotator's credentials")
    void configure() throws IOException {
        Files.writeString(folder.resolve("secret-id"), role.secretId().reveal());
        Files.writeString(folder.resolve("wrong"), UUID.randomUUID().toString());
        Files.writeString(folder.resolve("rotator.key"), api.rotatorKey().reveal());
        write(Map.of());
        api.createManaged("cli", key);
    }

    @AfterEach
    void close() {
        api.close();
        database.close();
    }

    @Test
    void whatCannotBeReached() throws IOException {
        write(Map.of(api.address().toString(), "http://127.0.0.1:1"));
        assertThat(rotator("plan")).isEqualTo(new Transcript(1, """
                        keyturn rotator: no answer from http://127.0.0.1:1/: nothing listens there. Is the api up, and api.url right?
                        """));
        write(Map.of(databaseUrl, "jdbc:postgresql://127.0.0.1:1/none"));
        assertThat(rotator("status").text())
                .contains("the database cannot be used", "Is it up, and database-url right?");
        write(Map.of(bao.address().toString(), "http://127.0.0.1:1"));
        assertThat(rotator("plan").text()).contains("STOPPED", "the connection was refused");
    }

    @Test
    void whatCannotBeMeant() {
        assertThat(rotator("run").exit()).isEqualTo(2);
        assertThat(rotator("run", "nobody").text()).contains("no managed key is called 'nobody'");
        assertThat(rotator("plan", "--days", "-1").text()).contains("--days is how far to look ahead");
        assertThat(rotator("resume").exit()).isEqualTo(2);
        assertThat(rotator("resume", UUID.randomUUID().toString()).text()).contains("does not exist, is over");
        assertThat(rotator("resume", "--reason", "DRIFT")).isEqualTo(new Transcript(0, """
                        No rotation stopped for DRIFT.
                        """));
    }

    @Test
    void aVaultThatRefusesStopsAndOneLineResumesAll() throws IOException {
        write(Map.of("secret-id-file: secret-id", "secret-id-file: wrong"));
        assertThat(rotator("run", key))
                .satisfies(run -> assertThat(run.exit()).isEqualTo(1))
                .satisfies(run ->
                        assertThat(run.text()).contains("needs you", "Mend the role or its policy, then resume."));
        assertThat(rotator("status").text()).contains("needs you  the store refuses the rotator");
        write(Map.of());
        assertThat(rotator("resume", "--reason", "DENIED").text()).contains("goes on from PLANNED");
        assertThat(rotator("run", key).text()).contains("OBSERVING", "1 of 1 rotations done or observing.");
    }

    @Test
    void aMountThatKeepsNoVersionsIsNamed() throws IOException {
        bao.post(
                "sys/policies/acl/" + POLICY.rotatorName(),
                Map.of("policy", POLICY.rotator().replace("secret", "old")));
        write(Map.of("mount: secret", "mount: old"));
        assertThat(rotator("plan").text()).contains("KV version 1", "bao kv enable-versioning old/");
        bao.post("sys/policies/acl/" + POLICY.rotatorName(), Map.of("policy", POLICY.rotator()));
        write(Map.of());
        assertThat(rotator("plan").exit()).isZero();
    }

    @Test
    void aSealedVaultIsWaitedFor() {
        bao.seal();
        try {
            assertThat(rotator("plan").text()).contains("is sealed", "unseal it");
        } finally {
            bao.unseal();
        }
        assertThat(rotator("run", key).exit()).isZero();
    }

    @Test
    void whatSomebodyElseWroteIsOverwrittenOnlyWhenAPersonSaysSo() {
        bao.post("secret/data/keyturn/cli/" + key, Map.of("data", Map.of("password", "theirs")));
        assertThat(rotator("run", key).text()).contains("should be empty and holds version 1", "needs you");
        String id = open().get(0).id().toString();
        assertThat(rotator("resume", id).text()).contains("goes on from PLANNED");
        assertThat(rotator("run", key).text()).contains("OBSERVING");
    }

    @Test
    void whatSomebodyElseWroteIsKept() {
        bao.post("secret/data/keyturn/cli/" + key, Map.of("data", Map.of("password", "theirs")));
        assertThat(rotator("run", key).exit()).isEqualTo(1);
        RotationRow stopped = open().get(0);
        api.endManagement(stopped.keyId());
        assertThat(rotator("abort", stopped.id().toString())).isEqualTo(new Transcript(0, """
                        Given up; the key stays as it is.
                        """));
        assertThat(rotator("run", "--due-as-of", "+91d")).isEqualTo(new Transcript(0, """
                        Nothing is due.
                        """));
        assertThat(bao.get("secret/data/keyturn/cli/" + key)
                        .at("/data/data/password")
                        .asString())
                .isEqualTo("theirs");
    }

    @Test
    void everythingIsRotatedAsOfLater() {
        assertThat(rotator("run", key).exit()).isZero();
        assertThat(rotator("run", "--due-as-of", "+91d").text()).contains("2 of 2 rotations done or observing.");
        assertThat(open()).allMatch(row -> row.state() == RotationState.OBSERVING);
        assertThat(bao.metadata("secret", "keyturn/cli/" + key)
                        .at("/current_version")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aSavedPlanIsDoneExactlyOrNotAtAll() throws IOException {
        assertThat(rotator("run", key).exit()).isZero();
        api.createManaged("cli", key + "-b");
        Path plan = folder.resolve("plan.json");
        Files.writeString(
                plan, rotator("plan", "--days", "100", "--format", "json").text());
        api.createManaged("cli", key + "-c");
        assertThat(rotator("apply", plan.toString()))
                .satisfies(apply -> assertThat(apply.exit()).isEqualTo(1))
                .satisfies(apply ->
                        assertThat(apply.text()).contains("nothing was done", key + "-c would be rotated too"));
        assertThat(open()).hasSize(1);
        Files.writeString(
                plan, rotator("plan", "--days", "100", "--format", "json").text());
        assertThat(rotator("apply", plan.toString()).text()).contains(key + "-b  rotation", key + "-c  rotation");
        assertThat(open()).hasSize(4).allMatch(row -> row.changes() > 0);
        assertThat(rotator("apply", plan.toString()).text()).contains("would be rotated otherwise: [rotation");
        assertThat(rotator("apply", folder.resolve("rotator.yaml").toString()))
                .satisfies(apply -> assertThat(apply.exit()).isEqualTo(2))
                .satisfies(apply -> assertThat(apply.text()).contains("is no plan"));
    }

    private List<RotationRow> open() {
        return new Rotations(database.jdbc(), database.transaction()).open();
    }

    private void write(Map<String, String> changes) throws IOException {
        String yaml = """
                api:
                  url: %s
                  key-file: rotator.key
                database-url: "%s"
                environments:
                  - name: cli
                    vault:
                      address: %s
                      mount: secret
                      role-id: %s
                      secret-id-file: secret-id
                """.formatted(api.address(), databaseUrl, bao.address(), role.roleId());
        for (Map.Entry<String, String> change : changes.entrySet()) {
            yaml = yaml.replace(change.getKey(), change.getValue());
        }
        Files.writeString(folder.resolve("rotator.yaml"), yaml);
    }

    private Transcript rotator(String... arguments) {
        StringWriter text = new StringWriter();
        CommandLine line = RotatorCommand.commandLine(config -> 0);
        line.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = folder.resolve("rotator.yaml").toString();
        return new Transcript(line.execute(all), text.toString());
    }
}
