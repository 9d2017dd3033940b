package dev.keyturn.scanning;

import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.problem.Redaction;
import dev.keyturn.wire.NewScan;
import dev.keyturn.wire.ScanEnd;
import dev.keyturn.wire.ScanJob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The scans that are to be made, oldest first. A scan is one worker's for half an hour; if nothing is heard by then,
 * another takes it, five times in all. Each taking counts up {@code attempt}, which ends of earlier takings no longer
 * have.
 */
public final class ScanJobs {
    private static final Duration LEASE = Duration.ofMinutes(30);
    private static final int MOST_ATTEMPTS = 5;
    private static final int MOST_OPEN = 10_000;
    private static final int LONGEST = 300;
    private static final int KEPT_DAYS = 90;
    private static final Pattern ADDRESS = Pattern.compile("https?://[^@\\s]+|ssh://(git@)?[^@\\s]+");
    private static final Pattern REF = Pattern.compile("refs/[^\\s:?*\\[\\\\^~]+");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}([0-9a-f]{24})?");
    private static final Pattern NO_COMMIT = Pattern.compile("0+");

    private final JdbcClient jdbc;

    ScanJobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Asks for a scan of what was pushed, in the caller's transaction. A push onto one that nobody has scanned yet is
     * scanned with it. What cannot be scanned, a branch that was deleted say, is asked for not at all.
     */
    public void push(UUID tenantId, NewScan pushed, String askedBy) {
        if (isNone(pushed.after()) || !isGood(pushed)) {
            return;
        }
        int joined = jdbc.sql("""
                        UPDATE scan_job SET after = :after WHERE tenant_id = :tenant AND state = 'WAITING'
                          AND repository = :repository AND ref = :ref AND after = :before
                        """)
                .param("tenant", tenantId)
                .param("repository", pushed.repository())
                .param("ref", pushed.ref())
                .param("before", pushed.before())
                .param("after", pushed.after())
                .update();
        if (joined == 0 && open(tenantId) < MOST_OPEN) {
            insert(tenantId, pushed, askedBy);
        }
    }

    /** @throws ProblemException if that cannot be scanned, or too much waits already */
    ScanJob ask(UUID tenantId, NewScan asked, String askedBy) {
        if (!isGood(asked)) {
            throw ProblemException.invalid(
                    "'repository' is an https or ssh address without credentials, 'ref' begins with"
                            + " refs/, 'before' and 'after' are whole ids of commits.");
        }
        if (open(tenantId) >= MOST_OPEN) {
            throw ProblemException.of(
                    ProblemCode.THROTTLED, MOST_OPEN + " scans wait already. Start more workers: keyturn scan worker.");
        }
        return insert(tenantId, asked, askedBy);
    }

    private static boolean isGood(NewScan asked) {
        return asked.repository() != null
                && asked.repository().length() <= LONGEST
                && ADDRESS.matcher(asked.repository()).matches()
                && (asked.ref() == null
                        || asked.ref().length() <= LONGEST
                                && REF.matcher(asked.ref()).matches())
                && isCommit(asked.before())
                && isCommit(asked.after());
    }

    private static boolean isCommit(@Nullable String id) {
        return id == null || COMMIT.matcher(id).matches();
    }

    private static boolean isNone(@Nullable String id) {
        return id == null || NO_COMMIT.matcher(id).matches();
    }

    private int open(UUID tenantId) {
        return jdbc.sql("SELECT count(*) FROM scan_job WHERE tenant_id = :tenant AND state IN ('WAITING', 'LEASED')")
                .param("tenant", tenantId)
                .query(Integer.class)
                .single();
    }

    private ScanJob insert(UUID tenantId, NewScan asked, String askedBy) {
        return jdbc.sql("""
                        INSERT INTO scan_job (tenant_id, repository, ref, before, after, asked_by)
                        VALUES (:tenant, :repository, :ref, :before, :after, :by) RETURNING *
                        """)
                .param("tenant", tenantId)
                .param("repository", asked.repository())
                .param("ref", asked.ref())
                .param("before", isNone(asked.before()) ? null : asked.before())
                .param("after", asked.after())
                .param("by", askedBy)
                .query(ScanJobs::view)
                .single();
    }

    ScanJob get(UUID tenantId, UUID id) {
        return jdbc.sql("SELECT * FROM scan_job WHERE tenant_id = :tenant AND id = :id")
                .param("tenant", tenantId)
                .param("id", id)
                .query(ScanJobs::view)
                .optional()
                .orElseThrow(ProblemException::notFound);
    }

    /** The oldest that nobody works on. */
    Optional<ScanJob> lease(UUID tenantId) {
        return jdbc.sql("""
                        UPDATE scan_job SET state = 'LEASED', attempt = attempt + 1,
                            lease_until = clock_timestamp() + :lease * interval '1 s'
                        WHERE id = (SELECT id FROM scan_job WHERE tenant_id = :tenant AND attempt < :most
                                      AND (state = 'WAITING' OR state = 'LEASED' AND lease_until < clock_timestamp())
                                    ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING *
                        """)
                .param("tenant", tenantId)
                .param("most", MOST_ATTEMPTS)
                .param("lease", LEASE.toSeconds())
                .query(ScanJobs::view)
                .optional();
    }

    /** @throws ProblemException 409 if another worker has taken it since, or it has ended */
    ScanJob end(UUID tenantId, UUID id, ScanEnd end) {
        String detail = end.detail() == null ? null : Redaction.words(end.detail(), LONGEST);
        return jdbc.sql("""
                        UPDATE scan_job SET state = CASE WHEN :findings::int IS NULL THEN 'FAILED' ELSE 'DONE' END,
                            ended_at = clock_timestamp(), findings = :findings, detail = :detail, lease_until = NULL
                        WHERE tenant_id = :tenant AND id = :id AND state = 'LEASED' AND attempt = :attempt RETURNING *
                        """)
                .param("tenant", tenantId)
                .param("id", id)
                .param("attempt", end.attempt())
                .param("findings", end.findings())
                .param("detail", detail)
                .query(ScanJobs::view)
                .optional()
                .orElseThrow(() -> refusal(get(tenantId, id)));
    }

    private static ProblemException refusal(ScanJob now) {
        return now.state() == ScanJob.State.LEASED
                ? ProblemException.of(ProblemCode.STALE_FENCE, "Another worker has taken this scan since.")
                : ProblemException.of(
                        ProblemCode.NOT_NOW, "This scan is " + now.state() + ": only one that was taken ends.");
    }

    /** Gives up what five workers did not end, and forgets what ended long ago. */
    void sweep() {
        jdbc.sql("""
                        UPDATE scan_job SET state = 'FAILED', ended_at = clock_timestamp(), lease_until = NULL,
                            detail = 'no worker came to its end'
                        WHERE state = 'LEASED' AND attempt >= :most AND lease_until < clock_timestamp()
                        """).param("most", MOST_ATTEMPTS).update();
        jdbc.sql("DELETE FROM scan_job WHERE ended_at < clock_timestamp() - :days * interval '1 day'")
                .param("days", KEPT_DAYS)
                .update();
    }

    private static ScanJob view(ResultSet row, int number) throws SQLException {
        return new ScanJob(
                row.getObject("id", UUID.class),
                row.getString("repository"),
                row.getString("ref"),
                row.getString("before"),
                row.getString("after"),
                ScanJob.State.valueOf(row.getString("state")),
                row.getInt("attempt"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                time(row, "lease_until"),
                time(row, "ended_at"),
                row.getObject("findings", Integer.class),
                row.getString("detail"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
