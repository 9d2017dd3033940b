package dev.keyturn.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.database.DataDirectory;
import dev.keyturn.key.Secret;
import dev.keyturn.secret.SecretsFile;
import dev.keyturn.testing.TestingPostgres;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that cannot be: what is said, and that nothing is left behind. */
class StartTest {
    @TempDir
    private Path directory;

    private record Refusal(int exitCode, String words) {
        void says(String... parts) {
            assertThat(exitCode).isEqualTo(2);
            assertThat(words).contains(parts).doesNotContain("\tat ");
        }
    }

    private static Refusal start(String... arguments) {
        StringWriter err = new StringWriter();
        int exitCode = KeyturnServer.run(new PrintWriter(err), arguments);
        return new Refusal(exitCode, err.toString());
    }

    private Refusal onDatabase(String url, String... more) {
        List<String> arguments = Stream.concat(
                        Stream.of("--data", data(), "--secrets", secrets(), "--database-url", url), Stream.of(more))
                .toList();
        return start(arguments.toArray(String[]::new));
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private String secrets() {
        return directory.resolve("secrets.json").toString();
    }

    /** A database that a server has been on. */
    private String usedDatabase() {
        String url = TestingPostgres.createDatabase();
        Foundation.lay(settings(url)).close();
        return url;
    }

    private ServerSettings settings(String url) {
        return new ServerSettings(
                InetAddress.getLoopbackAddress(), 0, Path.of(data()), Secret.of(url), Path.of(secrets()), false, null);
    }

    private static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anUnknownOptionIsNamed() {
        start("--prot", "8080").says("Unknown options: '--prot'", "Usage: keyturn server");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            onDatabase(TestingPostgres.createDatabase(), "--port", "" + taken.getLocalPort())
                    .says("Port " + taken.getLocalPort() + " of 127.0.0.1 is taken.", "choose another with --port");
        }
    }

    @Test
    void anAddressOfAnotherMachineIsNamed() {
        onDatabase(TestingPostgres.createDatabase(), "--port", "0", "--bind", "192.0.2.1")
                .says("192.0.2.1, port 0, cannot be listened on", "Give an address of this machine with --bind");
    }

    @Test
    void whatNobodyThoughtOfIsSaidInOneLine() {
        String url = usedDatabase();
        execute(url, "ALTER TABLE epoch RENAME COLUMN value TO other");

        onDatabase(url).says("The server cannot start: PSQLException", "tell its makers");
    }

    @Test
    void aDataFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        start("--data", file.resolve("data").toString()).says("cannot be written", "choose another with --data");
    }

    @Test
    void aDataFolderInUseNamesItsServer() {
        try (DataDirectory inUse = DataDirectory.open(Path.of(data()))) {
            start("--port", "0", "--data", inUse.path().toString())
                    .says("is in use by a running keyturn server (process "
                            + ProcessHandle.current().pid() + ").");
        }
        assertThat(directory.resolve("data/postgres")).doesNotExist();
    }

    @Test
    void aDataFolderOfAnotherPostgresIsLeftAlone() throws IOException {
        Path version = directory.resolve("data/postgres/data/PG_VERSION");
        Files.createDirectories(version.getParent());
        Files.writeString(version, "15\n");

        start("--port", "0", "--data", data()).says("is of PostgreSQL 15; this Keyturn brings 18", "pg_dump");
    }

    @Test
    void aDataFolderOfANewerKeyturnIsLeftAlone() throws IOException {
        Files.createDirectories(Path.of(data()));
        Files.writeString(Path.of(data(), "layout"), "7\n");

        start("--port", "0", "--data", data()).says("another version of Keyturn (layout 7)");
    }

    @Test
    void aDatabaseUrlThatIsNoneIsRefused() {
        onDatabase("postgres://localhost/keyturn").says("not one of PostgreSQL's for JDBC", "jdbc:postgresql://");
        start("--data", data(), "--database-url", "@" + data() + "/nothing").says("cannot be read, or is empty");
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        onDatabase("jdbc:postgresql://127.0.0.1:" + free + "/keyturn?user=x&password=y")
                .says("127.0.0.1:" + free + "/keyturn cannot be reached", "Check host and port");
        String missing = TestingPostgres.createDatabase().replaceFirst("/test\\d+", "/missing");
        onDatabase(missing).says("has no database of that name", "createdb");
        assertThat(Path.of(secrets())).doesNotExist();
    }

    @Test
    void aDatabaseOfANewerKeyturnIsLeftAlone() {
        String url = usedDatabase();
        execute(
                url,
                "INSERT INTO flyway_schema_history SELECT 99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'x', now(), 1,"
                        + " true");

        onDatabase(url).says("was used by a newer Keyturn (its tables are at version 99)");
    }

    @Test
    void aDatabaseGoesWithItsSecretsOnly() throws IOException {
        String url = usedDatabase();
        start("--data", data(), "--database-url", url).says("needs the secrets file that all its replicas share");

        Files.move(Path.of(secrets()), directory.resolve("moved.json"));
        onDatabase(url).says("the secrets file " + secrets() + " that belongs to it is missing");

        SecretsFile.create(Path.of(secrets()));
        onDatabase(url).says("belongs to another database");
    }

    @Test
    void aSecretsFileThatOthersCanReadIsRefused() throws IOException {
        String url = usedDatabase();
        Files.setPosixFilePermissions(Path.of(secrets()), PosixFilePermissions.fromString("rw-r--r--"));
        onDatabase(url).says("is open to other users", "chmod 600");

        Files.setPosixFilePermissions(Path.of(secrets()), PosixFilePermissions.fromString("rw-------"));
        Files.writeString(Path.of(secrets()), "{");
        onDatabase(url).says("is damaged");
    }

    @Test
    void aDatabaseThatIsBehindIsRefusedUntilItIsAccepted() {
        String url = usedDatabase();
        execute(url, "UPDATE epoch SET value = 100");
        Foundation.lay(settings(url)).close();
        execute(url, "UPDATE epoch SET value = 90");

        onDatabase(url)
                .says("older than what this server has seen of it (epoch 90, seen 100)", "--accept-older-database");

        ServerSettings s = settings(url);
        Foundation.lay(new ServerSettings(s.bind(), 0, s.data(), s.databaseUrl(), s.secrets(), true, null))
                .close();
        Foundation.lay(s).close();
    }
}
