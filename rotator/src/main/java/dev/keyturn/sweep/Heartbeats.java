package dev.keyturn.sweep;

import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When each sweep last finished, on whichever node, by the database's clock. */
public final class Heartbeats {
    private final JdbcClient jdbc;

    public Heartbeats(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void finished(String sweep) {
        jdbc.sql("INSERT INTO sweep (name, finished_at) VALUES (:name, now())"
                        + " ON CONFLICT (name) DO UPDATE SET finished_at = excluded.finished_at")
                .param("name", sweep)
                .update();
    }

    /** How long ago a sweep finished; nothing if it never did. */
    public Optional<Duration> sinceLast(String sweep) {
        return jdbc.sql("SELECT extract(epoch FROM now() - finished_at) FROM sweep WHERE name = :name")
                .param("name", sweep)
                .query(Double.class)
                .optional()
                .map(seconds -> Duration.ofMillis((long) (seconds * 1000)));
    }
}
