package dev.keyturn.webhook;

import dev.keyturn.key.Secret;
import dev.keyturn.problem.Redaction;
import dev.keyturn.secret.Sealing;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sends deliveries that are due. An attempt is taken for a minute, so that one replica at a time makes it and another goes
 * on if that one dies; what is not taken with 2xx is tried again later and later, ten times within about a day and a half.
 */
final class Dispatch implements Runnable {
    private static final int AT_ONCE = 20;
    private static final int MOST_ATTEMPTS = 10;
    private static final int LONGEST_ERROR = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofHours(10));

    private final JdbcClient jdbc;
    private final Sealing sealing;
    private final Destination destination;
    private final Clock clock;
    private final ExecutorService senders = Executors.newCachedThreadPool(Dispatch::sender);

    Dispatch(JdbcClient jdbc, Sealing sealing, Destination destination, Clock clock) {
        this.jdbc = jdbc;
        this.sealing = sealing;
        this.destination = destination;
        this.clock = clock;
    }

    private record Due(UUID id, URI url, Secret secret, String body, int attempts) {}

    private record Outcome(
            @Nullable Integer status, @Nullable String error) {
        boolean isTaken() {
            return status != null && status >= 200 && status < 300;
        }
    }

    @Override
    public void run() {
        List<Callable<Boolean>> sendings = new ArrayList<>();
        for (Due due : take()) {
            sendings.add(() -> end(due, send(due)));
        }
        try {
            senders.invokeAll(sendings);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread sender(Runnable sending) {
        Thread thread = new Thread(sending, "keyturn-webhook");
        thread.setDaemon(true);
        return thread;
    }

    private List<Due> take() {
        return jdbc.sql("""
                        WITH due AS (
                            SELECT id FROM webhook_delivery WHERE state = 'waiting' AND next_at <= clock_timestamp()
                            ORDER BY next_at LIMIT :limit FOR UPDATE SKIP LOCKED)
                        UPDATE webhook_delivery AS d SET attempts = attempts + 1,
                            next_at = clock_timestamp() + interval '1 minute'
                        FROM due, webhook AS w WHERE d.id = due.id AND w.id = d.webhook_id
                        RETURNING d.id, d.webhook_id, w.url, w.secret, d.body, d.attempts
                        """).param("limit", AT_ONCE).query(this::due).list();
    }

    private Due due(ResultSet row, int number) throws SQLException {
        UUID webhook = row.getObject("webhook_id", UUID.class);
        return new Due(
                row.getObject("id", UUID.class),
                URI.create(row.getString("url")),
                sealing.open(row.getBytes("secret"), Webhooks.purpose(webhook)),
                row.getString("body"),
                row.getInt("attempts"));
    }

    private Outcome send(Due due) {
        try {
            int status = Posting.post(
                    due.url,
                    destination.resolve(due.url),
                    Signing.headers(due.secret, due.id.toString(), clock.instant(), due.body),
                    due.body.getBytes(StandardCharsets.UTF_8),
                    PATIENCE);
            return new Outcome(status, null);
        } catch (IOException e) {
            return new Outcome(null, Redaction.words(String.valueOf(e.getMessage()), LONGEST_ERROR));
        }
    }

    /** Nothing is changed if another replica has taken the delivery over meanwhile. */
    private boolean end(Due due, Outcome outcome) {
        boolean failed = !outcome.isTaken() && due.attempts >= MOST_ATTEMPTS;
        String state = outcome.isTaken() ? "delivered" : failed ? "failed" : "waiting";
        return jdbc.sql("""
                        UPDATE webhook_delivery SET state = :state, status = :status, error = :error,
                            next_at = clock_timestamp() + make_interval(secs => :pause),
                            ended_at = CASE WHEN :state <> 'waiting' THEN clock_timestamp() END
                        WHERE id = :id AND attempts = :attempts AND state = 'waiting'
                        """)
                        .param("state", state)
                        .param("status", outcome.status)
                        .param("error", outcome.error)
                        .param("pause", pause(due.attempts))
                        .param("id", due.id)
                        .param("attempts", due.attempts)
                        .update()
                == 1;
    }

    /** In seconds, a fifth more or less, so that what failed together does not come back together. */
    private static double pause(int attempts) {
        Duration pause = PAUSES.get(Math.min(attempts, PAUSES.size()) - 1);
        return pause.toSeconds() * ThreadLocalRandom.current().nextDouble(0.8, 1.2);
    }
}
