package dev.keyturn.database;

import dev.keyturn.key.Secret;
import dev.keyturn.problem.StartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL in the data folder. It outlives a server that is killed: the next one finds it and takes it over, and
 * never starts a second on the same files. If it is killed itself, it is started again. It listens on the loopback address, asks for a password, and writes through
 * to the disk: what it has acknowledged survives a crash.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration BEFORE_WATCH = Duration.ofSeconds(1);
    private static final long POLL_NANOS = Duration.ofMillis(30).toNanos();

    private final PostgresFiles files;
    private final DatabaseUrl url;
    private PostgresProcess process;
    private boolean closed;

    private EmbeddedPostgres(PostgresFiles files, PostgresProcess process, DatabaseUrl url) {
        this.files = files;
        this.process = process;
        this.url = url;
        watch(process);
    }

    /**
     * Starts it, or takes over the one that runs.
     *
     * @throws StartException if the files are of another version, or it does not start
     */
    public static EmbeddedPostgres start(DataDirectory directory) {
        PostgresFiles files = PostgresFiles.in(directory.path());
        files.refuseOtherVersion();
        Optional<EmbeddedPostgres> running = takeOver(files);
        if (running.isPresent()) {
            return running.get();
        }
        PostgresBinaries binaries = PostgresBinaries.below(files.home());
        Secret password = files.initialise(binaries);
        int port = files.lastPort().filter(EmbeddedPostgres::isFree).orElseGet(EmbeddedPostgres::freePort);
        PostgresProcess process = PostgresProcess.start(binaries, files, port);
        return ready(files, process, password);
    }

    /** What it is reached by, password included. Also in the file {@code database-url} of the data folder. */
    public DatabaseUrl url() {
        return url;
    }

    /** Stops it in good order: running statements are rolled back, and everything is on the disk. */
    @Override
    public synchronized void close() {
        closed = true;
        process.stop();
    }

    /** One that ends although nobody stopped it is started again, on the same port. */
    private void watch(PostgresProcess running) {
        running.handle().onExit().thenRunAsync(() -> {
            if (startAgain()) {
                LOG.warn("The embedded PostgreSQL had ended ({}) and runs again.", files.lastWords());
            }
        });
    }

    /** Until it works: another program may still have the port, or what is left of the old one the files. */
    private synchronized boolean startAgain() {
        if (closed) {
            return false;
        }
        process = PostgresProcess.start(PostgresBinaries.below(files.home()), files, process.port());
        CompletableFuture.delayedExecutor(BEFORE_WATCH.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> watch(process));
        return true;
    }

    private static Optional<EmbeddedPostgres> takeOver(PostgresFiles files) {
        return PostgresProcess.running(files).map(process -> ready(files, process, files.password()));
    }

    private static EmbeddedPostgres ready(PostgresFiles files, PostgresProcess process, Secret password) {
        DatabaseUrl administration = files.url(process.port(), "postgres", password);
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!isReady(administration)) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                process.stop();
                throw new StartException(
                        "The embedded PostgreSQL does not start: " + files.lastWords(),
                        "Its log is " + files.log() + ".");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        createDatabase(administration);
        return new EmbeddedPostgres(files, process, files.publish(process.port(), password));
    }

    private static boolean isReady(DatabaseUrl url) {
        try (Connection connection = url.connect()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private static void createDatabase(DatabaseUrl administration) {
        try (Connection connection = administration.connect();
                Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                statement.execute("CREATE DATABASE " + PostgresFiles.NAME);
            }
        } catch (SQLException e) {
            throw new StartException(
                    "The embedded PostgreSQL has no database and makes none (SQL state " + e.getSQLState() + ").",
                    "Its log says more.");
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet result =
                statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + PostgresFiles.NAME + "'")) {
            return result.next();
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no port is free", e);
        }
    }
}
