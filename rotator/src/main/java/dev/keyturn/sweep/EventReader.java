package dev.keyturn.sweep;

import dev.keyturn.client.ApiException;
import dev.keyturn.client.ApiUnavailableException;
import dev.keyturn.policy.Backoff;
import dev.keyturn.rotation.Workshop;
import dev.keyturn.wire.EventType;
import dev.keyturn.wire.Events;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the api's events, for ever. What an event asks for and the cursor behind it are written in one transaction, so
 * each event counts once, on one node, whatever stops in between; then the rotations are taken on at once.
 */
public final class EventReader implements Runnable, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EventReader.class);
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));
    private static final Set<String> TYPES = Set.of(
            EventType.KEY_CREATED,
            EventType.KEY_CHANGED,
            EventType.KEY_ROLLED,
            EventType.LEAK_RECORDED,
            EventType.ROTATION_COMMANDED);

    private final Workshop workshop;
    private final EventHandler handler;
    private final Sweeper sweeper;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final SecureRandom random = new SecureRandom();

    public EventReader(Workshop workshop, EventHandler handler, Sweeper sweeper) {
        this.workshop = workshop;
        this.handler = handler;
        this.sweeper = sweeper;
    }

    @Override
    public void run() {
        int failures = 0;
        while (closed.getCount() > 0 && !Thread.currentThread().isInterrupted()) {
            try {
                read(WAIT);
                failures = 0;
            } catch (ApiUnavailableException | ApiException e) {
                log.warn("events of the api cannot be read: {}", e.getMessage());
                pause(BACKOFF.pause(failures++, random));
            } catch (RuntimeException e) {
                log.error("events could not be taken in and will be read again: {}", e.toString());
                pause(BACKOFF.pause(failures++, random));
            }
        }
    }

    /** Reads what happened since the cursor, waiting a while for something to happen. */
    void read(Duration wait) {
        String cursor = cursor();
        Events events = workshop.api().events(cursor, TYPES, wait);
        List<UUID> urgent = new ArrayList<>();
        List<Events.Event> taken = new ArrayList<>();
        workshop.transaction().executeWithoutResult(status -> {
            if (advance(cursor, events.cursor())) {
                taken.addAll(events.events());
                events.events().forEach(event -> urgent.addAll(handler.take(event)));
                if (!events.events().isEmpty()) {
                    urgent.addAll(handler.plan());
                }
            }
        });
        urgent.forEach(sweeper::takeOn);
        taken.forEach(handler::undertake);
    }

    private @Nullable String cursor() {
        return workshop.jdbc()
                .sql("SELECT position FROM event_cursor")
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    /** Whether it was this node that moved the cursor. */
    private boolean advance(@Nullable String from, String to) {
        int moved = workshop.jdbc()
                .sql("UPDATE event_cursor SET position = :to WHERE position IS DISTINCT FROM :to"
                        + " AND position IS NOT DISTINCT FROM cast(:from AS text)")
                .param("to", to)
                .param("from", from)
                .update();
        return moved == 1;
    }

    private void pause(Duration pause) {
        try {
            closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
