package dev.keyturn.event;

import dev.keyturn.database.Database;
import dev.keyturn.database.Listening;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Requests that wait for events, woken when their tenant has one: at once by a notification, within seconds without.
 * They hold no thread meanwhile. When the server stops, they are woken first and nobody waits any more.
 */
final class Waiters implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Waiters.class);
    private static final Duration WITHOUT_NOTIFICATION = Duration.ofSeconds(2);
    private static final Duration BEFORE_RECONNECT = Duration.ofMillis(500);

    private final Database database;
    private final Map<UUID, Set<Runnable>> waiting = new ConcurrentHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean running;

    Waiters(Database database) {
        this.database = database;
    }

    /**
     * Has a task run whenever the tenant may have a new event.
     *
     * @param task short; runs on one thread for all
     */
    void add(UUID tenantId, Runnable task) {
        waiting.computeIfAbsent(tenantId, same -> ConcurrentHashMap.newKeySet()).add(task);
    }

    void remove(UUID tenantId, Runnable task) {
        waiting.computeIfPresent(tenantId, (same, tasks) -> {
            tasks.remove(task);
            return tasks.isEmpty() ? null : tasks;
        });
    }

    /** Whether it makes sense to wait. */
    boolean isOpen() {
        return running;
    }

    @Override
    public void start() {
        running = true;
        Thread listening = new Thread(this::listen, "keyturn-events");
        listening.setDaemon(true);
        listening.start();
    }

    private void listen() {
        do {
            try (Listening listening = Listening.open(database, Outbox.CHANNEL)) {
                wakeAll();
                hear(listening);
            } catch (SQLException | RuntimeException e) {
                LOG.debug("events are not heard: {}", e.getMessage());
            }
        } while (!isStopping());
    }

    private void hear(Listening listening) throws SQLException {
        while (running) {
            Set<String> tenants = Set.copyOf(listening.await(WITHOUT_NOTIFICATION));
            if (tenants.isEmpty()) {
                wakeAll();
            } else {
                tenants.forEach(tenant -> wake(UUID.fromString(tenant)));
            }
        }
    }

    private void wake(UUID tenantId) {
        waiting.getOrDefault(tenantId, Set.of()).forEach(Runnable::run);
    }

    private void wakeAll() {
        waiting.keySet().forEach(this::wake);
    }

    private boolean isStopping() {
        try {
            return stopping.await(BEFORE_RECONNECT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void stop() {
        running = false;
        stopping.countDown();
        wakeAll();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stopped before the web server begins to wait for its last requests. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
