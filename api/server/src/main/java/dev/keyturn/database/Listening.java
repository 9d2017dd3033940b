package dev.keyturn.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/**
 * A connection that is kept, and that hears what is notified on one channel. A notification is a hint to look at once:
 * it may be lost, so whoever listens looks now and then without one too. Every statement on the connection is planned
 * for its own values.
 */
public final class Listening implements AutoCloseable {
    private static final int SOCKET_MILLIS = 1_500;

    private final Connection connection;
    private final PGConnection notifications;

    private Listening(Connection connection) throws SQLException {
        this.connection = connection;
        this.notifications = connection.unwrap(PGConnection.class);
    }

    /**
     * Takes a connection and listens. A statement on it that gets no answer for 1.5 s fails, and the connection with it.
     *
     * @param channel a name of ours, lower-case letters and {@code _}
     */
    public static Listening open(Database database, String channel) throws SQLException {
        Connection connection = database.dedicated();
        try (Statement statement = connection.createStatement()) {
            connection.unwrap(PGConnection.class).setPrepareThreshold(0);
            connection.setNetworkTimeout(ForkJoinPool.commonPool(), SOCKET_MILLIS);
            statement.execute("LISTEN " + channel);
            return new Listening(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** For statements of whoever listens; used by one thread only, as this object is. */
    public Connection connection() {
        return connection;
    }

    /**
     * Waits for notifications.
     *
     * @param atMost whole milliseconds, at least one
     * @return their payloads; empty if the time is over
     * @throws SQLException if the connection is lost
     */
    public List<String> await(Duration atMost) throws SQLException {
        PGNotification[] heard = notifications.getNotifications((int) Math.max(1, atMost.toMillis()));
        return Arrays.stream(heard).map(PGNotification::getParameter).toList();
    }

    @Override
    public void close() throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            if (!connection.isClosed()) {
                statement.execute("UNLISTEN *");
            }
        }
    }
}
