package dev.keyturn.usage;

import dev.keyturn.caller.Caller;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.Usage;
import dev.keyturn.wire.VerificationCode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How often a key was presented. */
public final class UsageReader {
    private static final Duration BY_DEFAULT = Duration.ofDays(7);
    private static final Duration AT_MOST = Duration.ofDays(92);

    private final JdbcClient jdbc;
    private final ConsumerReader consumers;
    private final InstantSource clock;

    UsageReader(JdbcClient jdbc, ConsumerReader consumers, InstantSource clock) {
        this.jdbc = jdbc;
        this.consumers = consumers;
        this.clock = clock;
    }

    /**
     * The usage of a key by the hour.
     *
     * @param from seven days before {@code until} if absent
     * @param until now if absent
     * @throws ProblemException 404 if the tenant has no such key
     */
    public Usage of(Caller caller, UUID id, @Nullable Instant from, @Nullable Instant until) {
        caller.require(Scope.USAGE_READ);
        consumers.requireKey(caller, id);
        Instant end = until == null ? clock.instant() : until;
        Instant start = from == null ? end.minus(BY_DEFAULT).truncatedTo(ChronoUnit.HOURS) : from;
        if (!start.isBefore(end) || Duration.between(start, end).compareTo(AT_MOST) > 0) {
            throw ProblemException.invalid("'from' must be before 'until', by 92 days at most.");
        }
        return new Usage(id, start, end, hours(id, start, end));
    }

    private List<Usage.Hour> hours(UUID id, Instant from, Instant until) {
        return jdbc.sql("""
                        SELECT date_trunc('hour', at, 'UTC') AS hour, code, sum(uses) AS uses FROM usage_event
                        WHERE key_id = :key AND at >= :from AND at < :until GROUP BY 1, 2 ORDER BY 1, 2
                        """)
                .param("key", id)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query((row, number) -> new Usage.Hour(
                        row.getObject("hour", OffsetDateTime.class).toInstant(),
                        VerificationCode.valueOf(row.getString("code")),
                        row.getLong("uses")))
                .list();
    }
}
