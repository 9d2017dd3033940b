package dev.keyturn.audit;

import dev.keyturn.caller.Caller;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.WireJson;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes the trail. Entries are only ever added. */
public final class Audit {
    private final JdbcClient jdbc;

    Audit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Who did it.
     *
     * @param actor as {@link Caller#actor} names callers; {@code keyturn} for what happens by itself
     */
    public record Actor(
            @Nullable UUID tenantId, String actor, @Nullable InetAddress address) {
        /** A caller, as an actor. */
        public static Actor of(Caller caller) {
            return new Actor(caller.tenantId(), caller.actor(), caller.address());
        }
    }

    /**
     * Adds an entry, in the transaction of the work if there is one.
     *
     * @param action a noun and a verb, such as {@code key.create}
     * @param subject id of what was acted on, or what was asked for
     * @param detail JSON values; never plaintext
     */
    public void record(Actor actor, String action, String subject, Map<String, ?> detail) {
        jdbc.sql("""
                        INSERT INTO audit_entry (tenant_id, actor, action, subject, detail, address)
                        VALUES (:tenant, :actor, :action, :subject, :detail::jsonb, :address::inet)
                        """)
                .param("tenant", actor.tenantId)
                .param("actor", actor.actor)
                .param("action", action)
                .param("subject", subject)
                .param("detail", WireJson.mapper().writeValueAsString(detail))
                .param("address", actor.address == null ? null : actor.address.getHostAddress())
                .update();
    }

    /**
     * Does a unit of work whose refusal is worth an entry too. The work itself records its success, in its transaction.
     *
     * @throws ProblemException the work's own, after it was recorded
     */
    public <T> T watch(Actor actor, String action, String subject, Supplier<T> work) {
        try {
            return work.get();
        } catch (ProblemException refusal) {
            Map<String, String> detail = new LinkedHashMap<>();
            detail.put("refused", refusal.code().code());
            record(actor, action, subject, detail);
            throw refusal;
        }
    }
}
