package dev.keyturn.leak;

import dev.keyturn.audit.Audit;
import dev.keyturn.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Caps how many keys one reporter can have revoked within a minute, on all replicas together. Beyond it a whole report is
 * refused and nothing of it done, an entry in the audit trail and a line in the log raise the alarm, and the reporter may
 * send it again later.
 */
final class Breaker {
    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);
    private static final Duration LATER = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Audit audit;
    private final int perMinute;

    Breaker(JdbcClient jdbc, Audit audit, int perMinute) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.perMinute = perMinute;
    }

    /** @throws ProblemException 429 if so many more were too many; to be called outside a transaction */
    void pass(Reporter reporter, int keys) {
        int most = reporter.perMinute() == null ? perMinute : reporter.perMinute();
        if (keys > 0 && recent(reporter) + keys > most) {
            LOG.warn("{} reported more keys than {} a minute: its report is refused.", reporter.name(), most);
            audit.record(
                    new Audit.Actor(reporter.tenantId(), reporter.name(), reporter.address()),
                    "leak.breaker",
                    reporter.name(),
                    Map.of("keys", keys));
            throw ProblemException.throttled(
                    "One reporter can have " + most + " keys revoked in a minute. Nothing of this report was done:"
                            + " send it again later, or in parts.",
                    LATER);
        }
    }

    private int recent(Reporter reporter) {
        return jdbc.sql("SELECT count(*) FROM leak WHERE reporter = :reporter"
                        + " AND detected_at > clock_timestamp() - interval '1 minute'")
                .param("reporter", reporter.name())
                .query(Integer.class)
                .single();
    }
}
