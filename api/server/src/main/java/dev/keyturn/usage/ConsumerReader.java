package dev.keyturn.usage;

import dev.keyturn.caller.Caller;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.Consumers;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who uses a key, as far as it is written. */
public final class ConsumerReader {
    private final JdbcClient jdbc;

    ConsumerReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The consumers of a key, the latest first.
     *
     * @throws ProblemException 404 if the tenant has no such key
     */
    public Consumers of(Caller caller, UUID id) {
        caller.require(Scope.USAGE_READ);
        requireKey(caller, id);
        Completeness completeness = Completeness.read(jdbc);
        List<Consumers.Consumer> consumers = jdbc.sql(
                        "SELECT name, network::text, agent, first_seen_at, last_seen_at, uses FROM consumer"
                                + " WHERE key_id = :key ORDER BY last_seen_at DESC, name, network, agent")
                .param("key", id)
                .query((row, number) -> new Consumers.Consumer(
                        row.getString("name").isEmpty() ? null : row.getString("name"),
                        row.getString("network"),
                        row.getString("agent"),
                        row.getObject("first_seen_at", OffsetDateTime.class).toInstant(),
                        row.getObject("last_seen_at", OffsetDateTime.class).toInstant(),
                        row.getLong("uses")))
                .list();
        return new Consumers(id, consumers, completeness.until(), completeness.lost());
    }

    void requireKey(Caller caller, UUID id) {
        boolean known = jdbc.sql("SELECT EXISTS (SELECT FROM api_key WHERE id = :key AND tenant_id = :tenant)")
                .param("key", id)
                .param("tenant", caller.tenantId())
                .query(Boolean.class)
                .single();
        if (!known) {
            throw ProblemException.notFound();
        }
    }
}
