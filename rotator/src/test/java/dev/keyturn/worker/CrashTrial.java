package dev.keyturn.worker;

import dev.keyturn.configuration.Database;
import dev.keyturn.delivery.vault.TestingOpenBao;
import dev.keyturn.delivery.vault.VaultPolicy;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.rotation.HistoryAssert;
import dev.keyturn.rotation.RotationRow;
import dev.keyturn.rotation.Rotations;
import dev.keyturn.rotation.TestingApi;
import dev.keyturn.testing.TestingPostgres;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.RotationState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Kills worker processes at random moments while they rotate many keys, until all are rotated, and counts in which state
 * each interrupted rotation was. Real processes, a real database, a real Vault; a stand-in for the api.
 * {@code CrashTrial [KEYS] [SECONDS]}, 1500 and 480 by default; {@link KilledWorkerTest} is its short form.
 */
final class CrashTrial implements AutoCloseable {
    private static final EnvironmentTag TAG = new EnvironmentTag("kil");

    private final Random random = new Random(7);
    private final String databaseUrl = TestingPostgres.createDatabase();
    private final Database database = Database.at(databaseUrl).migrate();
    private final TestingApi api = TestingApi.start();
    private final TestingOpenBao bao = TestingOpenBao.start();
    private final Path folder = Files.createTempDirectory("keyturn-crash");
    private final Map<RotationState, Integer> interrupted = new EnumMap<>(RotationState.class);
    private final Map<RotationState, Integer> killsIn = new EnumMap<>(RotationState.class);
    private final int keys;
    private int kills;

    private CrashTrial(int keys) throws IOException {
        this.keys = keys;
        configure(bao.rotatorRole(new VaultPolicy("secret", "keyturn", TAG)));
        api.slowDown(() -> LockSupport.parkNanos(random.nextInt(15_000_000)));
    }

    public static void main(String[] arguments) throws Exception {
        int keys = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1500;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 480;
        try (CrashTrial trial = new CrashTrial(keys)) {
            IntStream.range(0, keys).forEach(number -> trial.api.createManaged(TAG.toString(), "service-" + number));
            trial.run(System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
        }
        System.exit(0);
    }

    @RevealsPlaintext("writes the files that hold the rotator's credentials")
    private void configure(TestingOpenBao.Credentials role) throws IOException {
        Files.writeString(folder.resolve("secret-id"), role.secretId().reveal());
        Files.writeString(folder.resolve("rotator.key"), api.rotatorKey().reveal());
        Files.writeString(folder.resolve("rotator.yaml"), """
                api:
                  url: %s
                  key-file: rotator.key
                database-url: "%s"
                policy:
                  quiet: 0s
                environments:
                  - name: kil
                    vault:
                      address: %s
                      role-id: %s
                      secret-id-file: secret-id
                """.formatted(
                        api.address(), databaseUrl, bao.address(), role.roleId()));
    }

    private void run(long end) throws Exception {
        while (System.nanoTime() < end && unfinished() > 0) {
            Process worker = start();
            awaitWork(worker);
            LockSupport.parkNanos(random.nextInt(250_000_000));
            worker.destroyForcibly().waitFor();
            count(worker.pid());
        }
        Process survivor = start();
        long patience = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (unfinished() > 0 && System.nanoTime() < patience) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        survivor.destroyForcibly().waitFor();
        judge();
    }

    /** Until something that had not moved when it started has moved. */
    private void awaitWork(Process worker) {
        long before = transitions();
        while (worker.isAlive() && transitions() == before) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    /** What it had claimed and not given back; then the leases end, and the cluster has written the node off. */
    private void count(long pid) {
        kills++;
        List<String> states = jdbc().sql("SELECT state FROM rotation WHERE owner LIKE :owner AND state <> 'RETIRED'")
                .param("owner", "rotator-" + pid + "-%")
                .query(String.class)
                .list();
        states.forEach(state -> interrupted.merge(RotationState.valueOf(state), 1, Integer::sum));
        states.stream().distinct().forEach(state -> killsIn.merge(RotationState.valueOf(state), 1, Integer::sum));
        jdbc().sql("UPDATE rotation SET lease_until = now() - interval '1 s', next_at = now()"
                        + " WHERE state <> 'RETIRED'")
                .update();
        jdbc().sql("DELETE FROM qrtz_fired_triggers").update();
        jdbc().sql("DELETE FROM qrtz_scheduler_state").update();
        jdbc().sql("UPDATE qrtz_triggers SET trigger_state = 'WAITING'").update();
    }

    private void judge() {
        Rotations rotations = new Rotations(database.jdbc(), database.transaction());
        List<RotationRow> rows = Stream.concat(rotations.open().stream(), rotations.over(Integer.MAX_VALUE).stream())
                .toList();
        rows.forEach(row -> HistoryAssert.assertComplete(rotations, row.id()));
        long retired = rows.stream()
                .filter(row -> row.state() == RotationState.RETIRED)
                .count();
        long wrong = rows.stream().filter(this::isWrong).count();
        List<UUID> successors = rows.stream().map(RotationRow::successorId).toList();
        long orphans = api.views().stream()
                .filter(key -> key.state().isAccepted())
                .map(KeyView::id)
                .filter(id -> !successors.contains(id))
                .count();
        System.out.println(kills + " kills, rotations interrupted by state: " + interrupted);
        System.out.println("kills that interrupted one in the state: " + killsIn);
        System.out.println("interrupted in all: "
                + interrupted.values().stream().mapToInt(Integer::intValue).sum());
        System.out.println(retired + " of " + rows.size() + " rotations RETIRED, histories complete");
        System.out.println("not exactly one version, or not the accepted successor served: " + wrong);
        System.out.println("keys alive without a rotation: " + orphans);
    }

    private boolean isWrong(RotationRow row) {
        var served = bao.get("secret/data/keyturn/kil/" + row.slug());
        return served.at("/data/metadata/version").asInt() != 1
                || !served.at("/data/data/key_id").asString().equals(String.valueOf(row.successorId()))
                || row.successorId() == null
                || api.accepted(row.successorId()) != 1;
    }

    private long unfinished() {
        return keys
                - jdbc().sql("SELECT count(*) FROM rotation WHERE state IN ('RETIRED', 'ABORTED')")
                        .query(Long.class)
                        .single();
    }

    private long transitions() {
        return jdbc().sql("SELECT count(*) FROM rotation_transition")
                .query(Long.class)
                .single();
    }

    private JdbcClient jdbc() {
        return database.jdbc();
    }

    private Process start() throws IOException {
        return WorkerProcess.start(folder.resolve("rotator.yaml"), folder.resolve("worker-" + kills));
    }

    @Override
    public void close() {
        api.close();
        bao.close();
        database.close();
    }
}
