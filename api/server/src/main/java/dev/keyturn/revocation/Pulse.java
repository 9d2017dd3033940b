package dev.keyturn.revocation;

import dev.keyturn.database.Database;
import dev.keyturn.database.Listening;
import dev.keyturn.problem.StartException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps this replica's memory fresh and its lease alive, on a thread and a connection of its own. A beat: note the
 * monotonic time, bring memory to the database's state, say so in the replica's row, and only then extend the lease,
 * from the noted time. Beats follow a notification at once, and each other within half a second without one.
 *
 * <p>It starts before the web server does and ends after it.
 */
final class Pulse implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final Duration BETWEEN_BEATS = Duration.ofMillis(400);
    private static final Duration BEFORE_RECONNECT = Duration.ofMillis(200);

    private final ReplicaId id;
    private final Database database;
    private final Memory memory;
    private final Lease lease;
    private final DatabaseClock clock;
    private final ReachedEpoch reached;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long epoch = -1;

    /** Counts on when the replica comes back to the list: a number that somebody remembers never stands for another. */
    private long renewal;

    private volatile boolean lost;
    private volatile @Nullable Thread thread;

    Pulse(ReplicaId id, Database database, Memory memory, Heart heart) {
        this.id = id;
        this.database = database;
        this.memory = memory;
        this.lease = heart.lease();
        this.clock = heart.clock();
        this.reached = heart.reached();
    }

    /** What a pulse keeps alive, and whom it tells. */
    record Heart(Lease lease, DatabaseClock clock, ReachedEpoch reached) {}

    /** Returns when memory is loaded and the lease holds. */
    @Override
    public void start() {
        Listening first = begin();
        Thread beating = new Thread(() -> run(first), "keyturn-pulse");
        beating.setDaemon(true);
        beating.start();
        thread = beating;
    }

    private Listening begin() {
        try {
            return connect();
        } catch (SQLException e) {
            throw new StartException(
                    "The keys could not be loaded from the database: " + e.getMessage(),
                    "Start again; PostgreSQL's own log says more.");
        }
    }

    private void run(Listening first) {
        keepBeating(first);
        while (!isOver(Duration.ZERO)) {
            try {
                keepBeating(connect());
            } catch (SQLException | RuntimeException e) {
                tellOnce(e);
            }
            isOver(BEFORE_RECONNECT);
        }
    }

    private Listening connect() throws SQLException {
        Listening listening = Listening.open(database, KeyEpochs.CHANNEL);
        try {
            announce(listening.connection());
            beat(listening.connection());
            if (lost) {
                lost = false;
                LOG.info("Replica {} follows the database again.", id);
            }
            return listening;
        } catch (SQLException | RuntimeException e) {
            listening.close();
            throw e;
        }
    }

    private void keepBeating(Listening listening) {
        try (listening) {
            while (!isOver(Duration.ZERO)) {
                boolean quiet = listening.await(BETWEEN_BEATS).isEmpty();
                beat(listening.connection());
                if (quiet) {
                    compare(listening.connection());
                }
            }
            leave(listening.connection());
        } catch (SQLException | RuntimeException e) {
            tellOnce(e);
        }
    }

    private void tellOnce(Exception e) {
        if (!lost && stopped.getCount() > 0) {
            lost = true;
            LOG.warn(
                    "Replica {} does not follow the database: {}. It answers nothing from memory.", id, e.getMessage());
        }
    }

    private void beat(Connection connection) throws SQLException {
        long asked = Lease.now();
        Memory.Position position = memory.follow(connection, epoch);
        if (position.epoch() < epoch || lease.isForfeited()) {
            lease.forfeit();
            throw new SQLException("its epoch went back from " + epoch + " to " + position.epoch()
                    + ": it was restored from an older copy, and revocations may be missing. No key is accepted until"
                    + " this server is started again");
        }
        epoch = position.epoch();
        clock.set(position.databaseTime());
        if (renew(connection)) {
            lease.extend(asked);
            reached.tell(epoch);
        } else {
            announce(connection);
            beat(connection);
        }
    }

    /** In quiet moments only: a change must not wait. */
    private void compare(Connection connection) throws SQLException {
        int different = memory.compare(connection, epoch);
        if (different > 0) {
            LOG.error(
                    "{} keys in the memory of replica {} were not as the database has them, and are now.",
                    different,
                    id);
        }
    }

    /** Puts the replica on the list. What memory is told by statements that begin later is waited for by revocations. */
    private void announce(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO replica (id, renewal, lease_until, confirmed_epoch, confirmed_at)
                VALUES (?, ?, clock_timestamp(), ?, clock_timestamp()) ON CONFLICT (id) DO NOTHING
                """)) {
            insert.setString(1, id.value());
            insert.setLong(2, ++renewal);
            insert.setLong(3, epoch);
            insert.executeUpdate();
        }
    }

    private boolean renew(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE replica SET renewal = ?, lease_until = clock_timestamp() + ? * interval '1 ms',
                    confirmed_at = CASE WHEN confirmed_epoch < ? THEN clock_timestamp() ELSE confirmed_at END,
                    confirmed_epoch = ?
                WHERE id = ?
                """)) {
            update.setLong(1, ++renewal);
            update.setLong(2, Lease.LENGTH.toMillis());
            update.setLong(3, epoch);
            update.setLong(4, epoch);
            update.setString(5, id.value());
            return update.executeUpdate() == 1;
        }
    }

    private void leave(Connection connection) throws SQLException {
        lease.end();
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM replica WHERE id = ?")) {
            delete.setString(1, id.value());
            delete.executeUpdate();
        }
    }

    private boolean isOver(Duration within) {
        try {
            return stopped.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
        Thread beating = thread;
        if (beating != null) {
            try {
                beating.join(Lease.LENGTH.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null && stopped.getCount() > 0;
    }

    /** Before the web server, which takes requests last and stops first. */
    @Override
    public int getPhase() {
        return 0;
    }
}
