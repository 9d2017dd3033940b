package dev.keyturn.intake;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers the signed bodies that were taken, by their SHA-256: what identifies a delivery beside it is not signed. */
final class Deliveries {
    private static final Duration KEPT = Duration.ofDays(90);

    private final JdbcClient jdbc;

    Deliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How a body stands. */
    enum Novelty {
        NEW,
        /** Within the last hour it was taken: a sender that got no answer sends it again. */
        REPEATED,
        /** It was taken longer ago than any sender tries again. */
        REPLAYED
    }

    Novelty take(String source, byte[] body) {
        boolean taken =
                jdbc.sql("INSERT INTO intake_delivery (source, hash) VALUES (:source, :hash) ON CONFLICT DO NOTHING")
                                .param("source", source)
                                .param("hash", hash(body))
                                .update()
                        == 1;
        if (taken) {
            return Novelty.NEW;
        }
        boolean lately = jdbc.sql("""
                        SELECT at > clock_timestamp() - interval '1 hour' FROM intake_delivery
                        WHERE source = :source AND hash = :hash
                        """)
                .param("source", source)
                .param("hash", hash(body))
                .query(Boolean.class)
                .optional()
                .orElse(true);
        return lately ? Novelty.REPEATED : Novelty.REPLAYED;
    }

    /** Lets a body come again: it could not be dealt with. */
    void forget(String source, byte[] body) {
        jdbc.sql("DELETE FROM intake_delivery WHERE source = :source AND hash = :hash")
                .param("source", source)
                .param("hash", hash(body))
                .update();
    }

    private static byte[] hash(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void sweep() {
        jdbc.sql("DELETE FROM intake_delivery WHERE at < clock_timestamp() - make_interval(secs => :seconds)")
                .param("seconds", KEPT.toSeconds())
                .update();
        jdbc.sql("DELETE FROM intake_count WHERE hour < clock_timestamp() - interval '1 day'")
                .update();
    }
}
