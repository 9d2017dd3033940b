package dev.keyturn.policy;

import dev.keyturn.audit.Audit;
import dev.keyturn.caller.Caller;
import dev.keyturn.caller.Network;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.problem.Redaction;
import dev.keyturn.wire.EnvironmentList;
import dev.keyturn.wire.EnvironmentPolicy;
import dev.keyturn.wire.WireJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The policies of environments. */
public final class Policies {
    private static final int LONGEST_AGE_DAYS = 3_650;
    private static final int LONGEST_REPLACEMENT = 3_600;
    private static final int LONGEST_HINT = 300;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Audit audit;

    Policies(JdbcClient jdbc, TransactionOperations transactions, Audit audit) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** What an environment demands; nothing if it does not exist. */
    public EnvironmentPolicy of(UUID tenantId, String environment) {
        return list(tenantId).stream()
                .filter(one -> one.name().equals(environment))
                .map(EnvironmentList.Environment::policy)
                .findFirst()
                .orElse(new EnvironmentPolicy(null, null, null, null, null, null, null));
    }

    /** The environments in the order of promotion, and what each demands. */
    public List<EnvironmentList.Environment> list(UUID tenantId) {
        return jdbc.sql("SELECT tag, policy::text FROM environment WHERE tenant_id = :tenant ORDER BY position")
                .param("tenant", tenantId)
                .query(Policies::read)
                .list();
    }

    private static EnvironmentList.Environment read(ResultSet row, int number) throws SQLException {
        return new EnvironmentList.Environment(
                row.getString("tag"), WireJson.mapper().readValue(row.getString("policy"), EnvironmentPolicy.class));
    }

    /** Has an environment demand something else from now on. */
    public EnvironmentPolicy put(PersonCaller caller, String environment, EnvironmentPolicy asked) {
        caller.require(Scope.POLICIES_WRITE);
        EnvironmentPolicy checked = checked(asked);
        transactions.executeWithoutResult(status -> {
            write(caller, environment, checked);
            audit.record(
                    Audit.Actor.of(caller),
                    "policy.change",
                    environment,
                    Map.of("policy", WireJson.mapper().writeValueAsString(checked)));
        });
        return checked;
    }

    private void write(Caller caller, String environment, EnvironmentPolicy policy) {
        int written = jdbc.sql(
                        "UPDATE environment SET policy = :policy::jsonb WHERE tenant_id = :tenant AND tag = :environment")
                .param("policy", WireJson.mapper().writeValueAsString(policy))
                .param("tenant", caller.tenantId())
                .param("environment", environment)
                .update();
        if (written == 0) {
            throw ProblemException.notFound();
        }
    }

    private static EnvironmentPolicy checked(EnvironmentPolicy asked) {
        within("maximumAgeDays", asked.maximumAgeDays(), LONGEST_AGE_DAYS);
        within("replacementSeconds", asked.replacementSeconds(), LONGEST_REPLACEMENT);
        if (asked.namePattern() != null) {
            NamePattern.of(asked.namePattern());
        }
        return new EnvironmentPolicy(
                asked.maximumAgeDays(),
                networks(asked.allowedNetworks()),
                asked.ownerRequired(),
                asked.namePattern(),
                asked.nameHint() == null ? null : Redaction.words(asked.nameHint(), LONGEST_HINT),
                asked.onLeak(),
                asked.replacementSeconds());
    }

    private static void within(String name, @Nullable Integer value, int most) {
        if (value != null && (value < 1 || value > most)) {
            throw ProblemException.invalid("'" + name + "' is 1 to " + most + ".");
        }
    }

    private static @Nullable List<String> networks(@Nullable List<String> given) {
        if (given == null || given.isEmpty()) {
            return null;
        }
        try {
            return given.stream()
                    .limit(51)
                    .map(Network::parse)
                    .map(Network::toString)
                    .toList();
        } catch (IllegalArgumentException | NullPointerException e) {
            throw ProblemException.invalid("'allowedNetworks' holds CIDR ranges, such as 10.0.0.0/8 or 2001:db8::/32.");
        }
    }
}
