package dev.keyturn.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyturn.database.Database;
import dev.keyturn.database.Listening;
import dev.keyturn.revocation.TestingKeys.Issued;
import dev.keyturn.server.TestingConnection;
import dev.keyturn.server.TestingProcess;
import dev.keyturn.server.TestingServer;
import dev.keyturn.wire.Receipt;
import dev.keyturn.wire.RevocationReason;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/** When a revocation returns, no replica accepts the key. */
class RevocationTest {
    private final ExecutorService clients = Executors.newFixedThreadPool(16);
    private static TestingServer server;
    private static TestingServer other;
    private static TestingKeys keys;

    @BeforeAll
    static void start() {
        server = TestingServer.start();
        other = server.replica();
        keys = TestingKeys.tenant(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void stopClients() {
        clients.shutdownNow();
    }

    @Test
    void whatIsRevokedIsRefusedByTheOtherReplica() {
        Trials trials = new Trials(server, portOf(other));

        trials.run(keys.issueMany(250));

        assertThat(trials.accepted()).isZero();
        assertThat(trials.receipts).hasSize(250).allMatch(RevocationTest::allAcknowledged);
    }

    @Test
    void theSameWithNotificationsCut() throws Exception {
        cutNotifications();
        try (TestingServer deaf = server.replica();
                TestingServer otherDeaf = server.replica()) {
            assertThat(isNotified(deaf)).isFalse();
            Trials trials = new Trials(deaf, portOf(otherDeaf));

            trials.run(keys.issueMany(60));

            assertThat(trials.accepted()).isZero();
            assertThat(trials.receipts).hasSize(60).allMatch(RevocationTest::allAcknowledged);
        } finally {
            restoreNotifications();
        }
    }

    @Test
    void aReplicaThatIsStoppedInItsTracksRefusesWhenItGoesOnAndOneThatIsGoneCostsOneWait() {
        try (TestingProcess process = TestingProcess.replicaOf(server)) {
            for (int round = 0; round < 2; round++) {
                List<Issued> issued = keys.issueMany(30);
                List<TestingConnection> connections = issued.stream()
                        .map(key -> TestingConnection.to(process.port()))
                        .toList();
                verifyAll(issued, connections, 200);
                process.freeze();
                List<Receipt> receipts = revokeAll(issued);
                send(issued, connections);
                process.thaw();
                assertThat(connections).allMatch(connection -> connection.status() == 401);
                assertThat(receipts)
                        .anyMatch(receipt -> receipt.replicas().stream()
                                        .filter(replica -> replica.leaseEndedAt() != null)
                                        .count()
                                == 1);
                connections.forEach(TestingConnection::close);
                await().atMost(Duration.ofSeconds(20)).until(() -> allAcknowledged(revoke(keys.issue()), 3));
            }
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> allAcknowledged(revoke(keys.issue()), 2));
    }

    @Test
    void aReplicaThatStartsMeanwhileKnowsAllThatWasRevoked() {
        List<Issued> issued = keys.issueMany(150);
        Trials trials = new Trials(server, portOf(other));
        CompletableFuture<Void> storm = CompletableFuture.runAsync(() -> trials.run(issued));

        try (TestingServer late = server.replica();
                TestingConnection connection = TestingConnection.to(portOf(late))) {
            List<Issued> before = List.copyOf(trials.revoked);
            assertThat(before).allMatch(key -> connection.verify(key.authorization()) == 401);
            storm.join();
            assertThat(trials.accepted()).isZero();
            assertThat(issued).allMatch(key -> connection.verify(key.authorization()) == 401);
        }
    }

    @Test
    void whatReturnsHoldsWhileConnectionsToTheDatabaseBreak() {
        List<Issued> issued = keys.issueMany(200);
        Trials trials = new Trials(server, portOf(other));
        CompletableFuture<Void> storm = CompletableFuture.runAsync(() -> trials.run(issued));
        while (!storm.isDone()) {
            breakConnections();
        }
        storm.join();

        assertThat(trials.accepted()).isZero();
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> allAcknowledged(revoke(keys.issue()), 2));
    }

    @Test
    void theEndOfAGraceIsTheSameOnAllReplicas() {
        Issued key = keys.issue();
        keys.change(key, "state = 'RETIRING', grace_until = clock_timestamp() + interval '1 s'");
        assertThat(other.get("/v1/verify", key.authorization()).status()).isEqualTo(200);

        await().until(() -> server.bean(JdbcClient.class)
                .sql("SELECT state = 'REVOKED' AND revocation_reason = 'rotated' FROM api_key WHERE id = :key")
                .param("key", key.id())
                .query(Boolean.class)
                .single());
        await().until(() -> other.get("/v1/verify", key.authorization()).status() == 401);
        assertThat(server.get("/v1/verify", key.authorization()).status()).isEqualTo(401);
    }

    /** Revokes keys through one replica and uses each on another at once, many at a time. */
    private final class Trials {
        private final TestingServer revoking;
        private final int usingPort;
        private final AtomicInteger accepted = new AtomicInteger();
        private final Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();
        private final Queue<Issued> revoked = new ConcurrentLinkedQueue<>();

        Trials(TestingServer revoking, int usingPort) {
            this.revoking = revoking;
            this.usingPort = usingPort;
        }

        int accepted() {
            return accepted.get();
        }

        void run(List<Issued> issued) {
            CompletableFuture.allOf(issued.stream()
                            .map(key -> CompletableFuture.runAsync(() -> trial(key), clients))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }

        private void trial(Issued key) {
            try (TestingConnection connection = TestingConnection.to(usingPort)) {
                assertThat(connection.verify(key.authorization())).isIn(200, 503);
                Receipt receipt = RevocationTest.this.revoke(revoking, key);
                int status = connection.verify(key.authorization());
                if (status == 200) {
                    accepted.incrementAndGet();
                }
                receipts.add(receipt);
                revoked.add(key);
            } catch (DataAccessException | TransactionException e) {
                assertThat(e).isNotNull();
            }
        }
    }

    private Receipt revoke(Issued key) {
        return revoke(server, key);
    }

    private Receipt revoke(TestingServer through, Issued key) {
        return through.bean(Revocations.class)
                .revoke(keys.tenantId(), key.id(), RevocationReason.REQUESTED, "test")
                .orElseThrow();
    }

    private List<Receipt> revokeAll(List<Issued> issued) {
        List<CompletableFuture<Receipt>> running = issued.stream()
                .map(key -> CompletableFuture.supplyAsync(() -> revoke(key), clients))
                .toList();
        return running.stream().map(CompletableFuture::join).toList();
    }

    private static void verifyAll(List<Issued> issued, List<TestingConnection> connections, int status) {
        send(issued, connections);
        assertThat(connections).allMatch(connection -> connection.status() == status);
    }

    private static void send(List<Issued> issued, List<TestingConnection> connections) {
        for (int i = 0; i < issued.size(); i++) {
            connections.get(i).send(issued.get(i).authorization());
        }
    }

    private static boolean allAcknowledged(Receipt receipt) {
        return receipt.replicas().size() >= 2
                && receipt.replicas().stream().allMatch(replica -> replica.acknowledgedAt() != null);
    }

    private static boolean allAcknowledged(Receipt receipt, int replicas) {
        return receipt.replicas().size() == replicas && allAcknowledged(receipt);
    }

    private static int portOf(TestingServer replica) {
        return URI.create(replica.url()).getPort();
    }

    /** From now on, what new connections notify is heard by nobody: they find another function of that name first. */
    private static void cutNotifications() {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        jdbc.sql("CREATE FUNCTION public.pg_notify(text, text) RETURNS void LANGUAGE sql AS 'SELECT'")
                .update();
        jdbc.sql("ALTER DATABASE " + databaseName(jdbc) + " SET search_path = public, pg_catalog")
                .update();
    }

    private static void restoreNotifications() {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        jdbc.sql("ALTER DATABASE " + databaseName(jdbc) + " RESET search_path").update();
        jdbc.sql("DROP FUNCTION public.pg_notify(text, text)").update();
    }

    private static String databaseName(JdbcClient jdbc) {
        return jdbc.sql("SELECT current_database()").query(String.class).single();
    }

    private boolean isNotified(TestingServer replica) throws Exception {
        List<String> heard = new ArrayList<>();
        try (Listening listening = Listening.open(replica.bean(Database.class), "probe")) {
            replica.bean(JdbcClient.class)
                    .sql("SELECT pg_notify('probe', 'x')")
                    .query((row, number) -> true)
                    .single();
            heard.addAll(listening.await(Duration.ofMillis(300)));
        }
        return !heard.isEmpty();
    }

    private void breakConnections() {
        try (Connection connection = DriverManager.getConnection(server.databaseUrl());
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid), pg_sleep(0.02) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
