package dev.keyturn.webhook;

import dev.keyturn.audit.Audit;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.secret.Sealing;
import dev.keyturn.wire.NewWebhook;
import dev.keyturn.wire.Webhook;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The addresses that a tenant's events are sent to. */
public final class Webhooks {
    private static final Pattern TYPE = Pattern.compile("[a-z]+(\\.[a-z-]+){1,3}");
    private static final int MOST = 20;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Sealing sealing;
    private final Destination destination;
    private final Audit audit;
    private final SecureRandom random = new SecureRandom();

    Webhooks(
            JdbcClient jdbc,
            TransactionOperations transactions,
            Sealing sealing,
            Destination destination,
            Audit audit) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.sealing = sealing;
        this.destination = destination;
        this.audit = audit;
    }

    /** Events from now on are sent; what was before is not. */
    public Webhook add(PersonCaller caller, NewWebhook asked) {
        caller.require(Scope.WEBHOOKS_WRITE);
        String url = destination.checked(asked.url() == null ? "" : asked.url()).toString();
        List<String> types = types(asked.types());
        UUID id = UUID.randomUUID();
        Secret secret = Signing.newSecret(random);
        return Objects.requireNonNull(transactions.execute(status -> {
            refuseTooMany(caller);
            Webhook added = jdbc.sql("""
                            INSERT INTO webhook (id, tenant_id, url, types, secret, created_by, cursor)
                            VALUES (:id, :tenant, :url, :types, :secret, :by, coalesce(
                                (SELECT value FROM event_counter WHERE tenant_id = :tenant), 0))
                            RETURNING *
                            """)
                    .param("id", id)
                    .param("tenant", caller.tenantId())
                    .param("url", url)
                    .param("types", types.toArray(String[]::new))
                    .param("secret", sealing.seal(secret, purpose(id)))
                    .param("by", caller.actor())
                    .query((row, number) -> view(row, secret))
                    .single();
            audit.record(Audit.Actor.of(caller), "webhook.add", id.toString(), Map.of("url", url));
            return added;
        }));
    }

    private void refuseTooMany(PersonCaller caller) {
        int count = jdbc.sql("SELECT count(*) FROM webhook WHERE tenant_id = :tenant")
                .param("tenant", caller.tenantId())
                .query(Integer.class)
                .single();
        if (count >= MOST) {
            throw ProblemException.invalid("A tenant has " + MOST + " webhooks at most. Remove one first.");
        }
    }

    private static List<String> types(@Nullable List<String> given) {
        if (given == null) {
            return List.of();
        }
        if (given.size() > MOST
                || !given.stream()
                        .allMatch(type -> type != null && TYPE.matcher(type).matches())) {
            throw ProblemException.invalid("'types' holds types of events, such as leak.recorded.");
        }
        return List.copyOf(given);
    }

    /** The addresses, without their secrets. */
    public List<Webhook> list(PersonCaller caller) {
        caller.require(Scope.WEBHOOKS_READ);
        return jdbc.sql("SELECT * FROM webhook WHERE tenant_id = :tenant ORDER BY created_at")
                .param("tenant", caller.tenantId())
                .query((row, number) -> view(row, null))
                .list();
    }

    /** Nothing is sent there any more. */
    public void remove(PersonCaller caller, UUID id) {
        caller.require(Scope.WEBHOOKS_WRITE);
        transactions.executeWithoutResult(status -> {
            int removed = jdbc.sql("DELETE FROM webhook WHERE tenant_id = :tenant AND id = :id")
                    .param("tenant", caller.tenantId())
                    .param("id", id)
                    .update();
            if (removed == 0) {
                throw ProblemException.notFound();
            }
            audit.record(Audit.Actor.of(caller), "webhook.remove", id.toString(), Map.of());
        });
    }

    static String purpose(UUID id) {
        return "webhook:" + id;
    }

    private static Webhook view(ResultSet row, @Nullable Secret secret) throws SQLException {
        return new Webhook(
                row.getObject("id", UUID.class),
                row.getString("url"),
                Arrays.asList((String[]) row.getArray("types").getArray()),
                row.getTimestamp("created_at").toInstant(),
                secret);
    }
}
