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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The worker as a process, killed in one state after the other, with a real Vault and a real database. */
class KilledWorkerTest {
    private static final EnvironmentTag KIL = new EnvironmentTag("kil");

    private final String databaseUrl = TestingPostgres.createDatabase();
    private final Database database = Database.at(databaseUrl);
    private final TestingApi api = TestingApi.start();
    private HoldingWire wire;
    private @Nullable Process worker;
    private int started;

    @TempDir
    private Path folder;

    @BeforeEach
    void configure() throws IOException {
        TestingOpenBao bao = TestingOpenBao.shared();
        wire = new HoldingWire(bao.address());
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
                        api.address(), databaseUrl, wire.address(), role.roleId()));
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
        wire.close();
        database.close();
    }

    @Test
    void oneRotationSurvivesAKillInEveryState() throws Exception {
        database.migrate();
        api.createManaged("kil", "ingestor");

        killedAtVault("GET sys/internal/ui/mounts", RotationState.PLANNED);
        killedAt("/roll", RotationState.PREFLIGHT);
        killedAtVault("POST secret/data/keyturn/kil/", RotationState.MINTED);
        killedAt("/verify", RotationState.DELIVERED);
        killedAt("/activate", RotationState.VERIFIED);
        killedWhileItObserves();
        RotationRow row = rotation();
        assertOneVersion(row, "ingestor");
        assertThat(rotations().history(row.id()).stream()
                        .map(Rotations.Entry::actor)
                        .distinct())
                .hasSizeGreaterThanOrEqualTo(5);
    }

    /** It slept for longer than its lease with its write under way: the write comes late, and counts for nothing. */
    @Test
    void aWorkerThatComesBackAfterItsLeaseChangesNothing() throws Exception {
        database.migrate();
        api.createManaged("kil", "sleeper");
        wire.hold("POST secret/data/keyturn/kil/");
        Process sleeper = start();
        try {
            wire.awaitHeld();
            assertThat(rotation().state()).isEqualTo(RotationState.MINTED);
            signal(sleeper, "STOP");
            expire();
            worker = start();
            await(() -> rotation().state() == RotationState.OBSERVING);
            RotationRow finished = rotation();
            wire.release();
            signal(sleeper, "CONT");
            await(() -> Files.readString(log(0)).contains("leaving it to whoever has it now"));

            assertThat(rotation().fence()).isEqualTo(finished.fence());
            assertThat(rotation().state()).isEqualTo(RotationState.OBSERVING);
            assertOneVersion(finished, "sleeper");
        } finally {
            sleeper.destroyForcibly().waitFor();
        }
    }

    private void assertOneVersion(RotationRow row, String slug) {
        JsonNode served = TestingOpenBao.shared().get("secret/data/keyturn/kil/" + slug);
        assertThat(served.at("/data/metadata/version").asInt()).isEqualTo(1);
        assertThat(served.at("/data/data/key_id").asString()).isEqualTo(String.valueOf(row.successorId()));
        assertThat(api.accepted(UUID.fromString(String.valueOf(row.successorId()))))
                .isEqualTo(1);
    }

    /** Starts a worker, waits until it asks the api for something, and kills it before it is answered. */
    private void killedAt(String request, RotationState state) throws Exception {
        api.hold(request);
        worker = start();
        api.awaitHeld();
        kill(state);
    }

    /** Its first look comes a minute after the successor became current; here it comes at once. */
    private void killedWhileItObserves() throws Exception {
        api.hold("/consumers");
        worker = start();
        await(() -> rotation().state() == RotationState.OBSERVING && rotation().owner() == null);
        database.jdbc().sql("UPDATE rotation SET next_at = now()").update();
        api.awaitHeld();
        kill(RotationState.OBSERVING);
    }

    private void killedAtVault(String request, RotationState state) throws Exception {
        api.hold("nothing");
        wire.hold(request);
        worker = start();
        wire.awaitHeld();
        kill(state);
    }

    private void kill(RotationState state) throws InterruptedException {
        Objects.requireNonNull(worker).destroyForcibly().waitFor();
        assertThat(rotation().state()).isEqualTo(state);
        expire();
    }

    /** As if the lease were over, and the half minute after which the cluster has written a dead node off. */
    private void expire() {
        database.jdbc()
                .sql("UPDATE rotation SET lease_until = now(), next_at = now()")
                .update();
        database.jdbc().sql("DELETE FROM qrtz_fired_triggers").update();
        database.jdbc().sql("DELETE FROM qrtz_scheduler_state").update();
        database.jdbc()
                .sql("UPDATE qrtz_triggers SET trigger_state = 'WAITING'")
                .update();
    }

    private static void signal(Process process, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private Path log(int number) {
        return folder.resolve("log").resolve("worker-" + number);
    }

    private Process start() throws IOException {
        return WorkerProcess.start(folder.resolve("rotator.yaml"), log(started++));
    }

    private RotationRow rotation() {
        return rotations().open().get(0);
    }

    private Rotations rotations() {
        return new Rotations(database.jdbc(), database.transaction());
    }
}
