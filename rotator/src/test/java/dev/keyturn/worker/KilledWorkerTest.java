package dev.keyturn.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.configuration.Database;
import dev.keyturn.delivery.vault.TestingOpenBao;
import dev.keyturn.delivery.vault.VaultPolicy;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.rotation.RotationRow;
import dev.keyturn.rotation.Rotations;
import dev.keyturn.rotation.TestingApi;
import dev.keyturn.testing.LeakOracle;
import dev.keyturn.testing.TestingPostgres;
import dev.keyturn.wire.RotationState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker as a process, killed in one state after the other, with a real Vault and a real database. */
class KilledWorkerTest {
    private static final EnvironmentTag KIL = new EnvironmentTag("kil");

    private final String databaseUrl = TestingPostgres.createDatabase();
    private final Database database = Database.at(databaseUrl);
    private final TestingApi api = TestingApi.start();
    private @Nullable Process worker;
    private int started;

    @TempDir
    private Path folder;

    @BeforeEach
    void configure() throws IOException {
        TestingOpenBao bao = TestingOpenBao.shared();
        TestingOpenBao.Credentials role = bao.rotatorRole(new VaultPolicy("secret", "keyturn", KIL));
        writeSecrets(role);
        Path log = Files.createDirectory(folder.resolve("log"));
        LeakOracle.watchDirectory(log);
        Files.writeString(folder.resolve("rotator.yaml"), """
                api:
                  url: %s
                  key-file: rotator.key
                database-url: "%s"
                environments:
                  - name: kil
                    vault:
                      address: %s
                      role-id: %s
                      secret-id-file: secret-id
                """.formatted(
                        api.address(), databaseUrl, bao.address(), role.roleId()));
    }

    @RevealsPlaintext("writes the files that hold the rotator's credentials")
    private void writeSecrets(TestingOpenBao.Credentials role) throws IOException {
        Files.writeString(folder.resolve("secret-id"), role.secretId().reveal());
        Files.writeString(folder.resolve("rotator.key"), api.rotatorKey().reveal());
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (worker != null) {
            worker.destroyForcibly().waitFor();
        }
        LeakOracle.forget(folder.resolve("log").toString());
        api.close();
        database.close();
    }

    @Test
    void oneRotationSurvivesAKillInEveryState() throws Exception {
        database.migrate();
        api.createManaged("kil", "ingestor");

        killedAt("/roll", RotationState.PREFLIGHT);
        killedAt("/verify", RotationState.DELIVERED);
        killedAt("/activate", RotationState.VERIFIED);
        killedAt("/consumers", RotationState.OBSERVING);
        RotationRow row = rotation();
        assertThat(TestingOpenBao.shared()
                        .get("secret/data/keyturn/kil/ingestor")
                        .at("/data/metadata/version")
                        .asInt())
                .isEqualTo(1);
        assertThat(TestingOpenBao.shared()
                        .get("secret/data/keyturn/kil/ingestor")
                        .at("/data/data/key_id")
                        .asString())
                .isEqualTo(String.valueOf(row.successorId()));
        assertThat(api.accepted(UUID.fromString(String.valueOf(row.successorId()))))
                .isEqualTo(1);
        assertThat(rotations().history(row.id()).stream()
                        .map(Rotations.Entry::actor)
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(4);
    }

    /** Starts a worker, waits until it asks the api for something, and kills it before it is answered. */
    private void killedAt(String request, RotationState state) throws Exception {
        api.hold(request);
        worker = start();
        api.awaitHeld();
        worker.destroyForcibly().waitFor();
        assertThat(rotation().state()).isEqualTo(state);
        database.jdbc()
                .sql("UPDATE rotation SET lease_until = now(), next_at = now()")
                .update();
    }

    private Process start() throws IOException {
        Path log = folder.resolve("log").resolve("worker-" + started++);
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        classPath(),
                        "dev.keyturn.worker.KeyturnRotator",
                        "--config",
                        folder.resolve("rotator.yaml").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** What the worker has in real life: nothing that only tests need. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private RotationRow rotation() {
        return rotations().open().get(0);
    }

    private Rotations rotations() {
        return new Rotations(database.jdbc(), database.transaction());
    }
}
