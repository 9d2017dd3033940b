package dev.keyturn.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.keyturn.client.Credentials;
import dev.keyturn.client.KeyturnClient;
import dev.keyturn.key.Secret;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.NewKey;
import dev.keyturn.wire.SessionTokens;
import dev.keyturn.wire.SignIn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process of its own, on the PostgreSQL that it brings along. */
class EmbeddedDatabaseTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String READY = "Keyturn is ready: ";

    @TempDir
    private Path directory;

    private record Running(Process process, URI address) {}

    private Running start() throws IOException {
        Path out = Files.createTempFile(directory, "out", "");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KeyturnServer.class.getName(),
                "--port",
                "0",
                "--data",
                data().toString());
        builder.redirectOutput(out.toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().put("KEYTURN_ADMIN_EMAIL", TestingServer.OWNER_EMAIL);
        builder.environment().put("KEYTURN_ADMIN_PASSWORD", TestingServer.OWNER_PASSWORD);
        Process process = builder.start();
        return new Running(process, awaitAddress(process, out));
    }

    private URI awaitAddress(Process process, Path out) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - deadline < 0 && process.isAlive()) {
            String words = Files.readString(out);
            if (words.contains(READY) && words.endsWith("\n")) {
                String rest = words.substring(words.indexOf(READY) + READY.length());
                return URI.create(rest.lines().findFirst().orElseThrow().strip());
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        throw new IllegalStateException("no server: " + Files.readString(directory.resolve("err")));
    }

    private Path data() {
        return directory.resolve("data");
    }

    private String postmaster() throws IOException {
        return Files.readAllLines(data().resolve("postgres/data/postmaster.pid"))
                .get(0);
    }

    private static KeyturnClient owner(URI address) {
        SessionTokens tokens = KeyturnClient.anonymous(address)
                .signIn(new SignIn(TestingServer.OWNER_EMAIL, Secret.of(TestingServer.OWNER_PASSWORD)));
        return KeyturnClient.of(address, Credentials.bearer(tokens.accessToken()));
    }

    private List<String> show(String... settings) throws IOException, SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(Files.readString(data().resolve("database-url")))) {
            for (String setting : settings) {
                try (ResultSet result = connection.createStatement().executeQuery("SHOW " + setting)) {
                    result.next();
                    values.add(result.getString(1));
                }
            }
        }
        return values;
    }

    /** Kills PostgreSQL under a running server, and gives the process id of the one that the server has started then. */
    private String killPostgres(Running running, IssuedKey key) throws IOException {
        KeyturnClient owner = owner(running.address);
        String killed = postmaster();
        ProcessHandle.of(Long.parseLong(killed)).orElseThrow().destroyForcibly();
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            owner.key(key.id());
            return !postmaster().equals(killed)
                    && KeyturnClient.anonymous(running.address).isAccepted(key.key());
        });
        return postmaster();
    }

    @Test
    void everyAcknowledgedKeyOutlivesAKilledServer() throws Exception {
        Running first = start();
        List<IssuedKey> keys = new ArrayList<>();
        try {
            KeyturnClient owner = owner(first.address);
            for (int i = 0; i < 5; i++) {
                keys.add(owner.createKey(new NewKey("Key " + i, "prd", null, null)));
            }
            assertThat(show("fsync", "full_page_writes", "synchronous_commit", "listen_addresses"))
                    .containsExactly("on", "on", "on", "127.0.0.1");
            for (String file : List.of("database-url", "secrets.json", "postgres/password")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data().resolve(file))))
                        .isEqualTo("rw-------");
            }
        } finally {
            first.process.destroyForcibly().waitFor();
        }
        String postmaster = postmaster();

        Running second = start();
        try {
            assertThat(postmaster()).isEqualTo(postmaster);
            KeyturnClient anonymous = KeyturnClient.anonymous(second.address);
            assertThat(keys).allMatch(key -> anonymous.isAccepted(key.key()));
            postmaster = killPostgres(second, keys.get(0));
            assertThat(keys).allMatch(key -> anonymous.isAccepted(key.key()));
        } finally {
            second.process.destroy();
            assertThat(second.process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(ProcessHandle.of(Long.parseLong(postmaster))).isEmpty();
        assertThat(data().resolve("postgres/data/postmaster.pid")).doesNotExist();
    }
}
