package dev.keyturn.intake;

import dev.keyturn.audit.Audit;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.problem.Redaction;
import dev.keyturn.secret.Sealing;
import dev.keyturn.wire.LeakSource;
import dev.keyturn.wire.NewLeakSource;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The systems that report leaks of a tenant, each with a secret that it shares with us. */
final class Sources {
    static final String GITHUB = "github";
    static final String GITLAB = "gitlab";

    private static final int SECRET_BYTES = 32;
    private static final int LONGEST_NAME = 100;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Sealing sealing;
    private final Audit audit;
    private final SecureRandom random = new SecureRandom();

    Sources(JdbcClient jdbc, TransactionOperations transactions, Sealing sealing, Audit audit) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.sealing = sealing;
        this.audit = audit;
    }

    /** A source as it is recognised. */
    record Known(UUID id, UUID tenantId, Secret secret) {
        String reporter(String kind) {
            return kind + ":" + id;
        }
    }

    LeakSource add(PersonCaller caller, NewLeakSource asked) {
        caller.require(Scope.WEBHOOKS_WRITE);
        if (!GITHUB.equals(asked.kind()) && !GITLAB.equals(asked.kind())) {
            throw ProblemException.invalid("'kind' is github or gitlab.");
        }
        String name = asked.name() == null ? "" : Redaction.words(asked.name(), LONGEST_NAME);
        if (name.isEmpty()) {
            throw ProblemException.invalid("'name' has 1 to " + LONGEST_NAME + " characters.");
        }
        UUID id = UUID.randomUUID();
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        Secret secret = Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        return Objects.requireNonNull(transactions.execute(status -> {
            LeakSource added = jdbc.sql("""
                            INSERT INTO leak_source (id, tenant_id, kind, name, secret, created_by)
                            VALUES (:id, :tenant, :kind, :name, :secret, :by) RETURNING *
                            """)
                    .param("id", id)
                    .param("tenant", caller.tenantId())
                    .param("kind", asked.kind())
                    .param("name", name)
                    .param("secret", sealing.seal(secret, purpose(id)))
                    .param("by", caller.actor())
                    .query((row, number) -> view(row, secret))
                    .single();
            audit.record(
                    Audit.Actor.of(caller),
                    "leak-source.add",
                    id.toString(),
                    Map.of("kind", asked.kind(), "name", name));
            return added;
        }));
    }

    List<LeakSource> list(PersonCaller caller) {
        caller.require(Scope.WEBHOOKS_READ);
        return jdbc.sql("SELECT * FROM leak_source WHERE tenant_id = :tenant ORDER BY created_at")
                .param("tenant", caller.tenantId())
                .query((row, number) -> view(row, null))
                .list();
    }

    void remove(PersonCaller caller, UUID id) {
        caller.require(Scope.WEBHOOKS_WRITE);
        transactions.executeWithoutResult(status -> {
            int removed = jdbc.sql("DELETE FROM leak_source WHERE tenant_id = :tenant AND id = :id")
                    .param("tenant", caller.tenantId())
                    .param("id", id)
                    .update();
            if (removed == 0) {
                throw ProblemException.notFound();
            }
            audit.record(Audit.Actor.of(caller), "leak-source.remove", id.toString(), Map.of());
        });
    }

    Optional<Known> find(String kind, UUID id) {
        return jdbc.sql("""
                        UPDATE leak_source SET last_seen_at = clock_timestamp() WHERE id = :id AND kind = :kind
                        RETURNING tenant_id, secret
                        """)
                .param("id", id)
                .param("kind", kind)
                .query((row, number) -> new Known(
                        id, row.getObject("tenant_id", UUID.class), sealing.open(row.getBytes("secret"), purpose(id))))
                .optional();
    }

    private static LeakSource view(ResultSet row, @Nullable Secret secret) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        String kind = row.getString("kind");
        Timestamp seen = row.getTimestamp("last_seen_at");
        return new LeakSource(
                id,
                kind,
                row.getString("name"),
                "/v1/intake/" + kind + "/" + id + (kind.equals(GITHUB) ? "/events" : "/revoke-tokens"),
                row.getTimestamp("created_at").toInstant(),
                seen == null ? null : seen.toInstant(),
                secret);
    }

    private static String purpose(UUID id) {
        return "leak-source:" + id;
    }
}
