package dev.keyturn.policy;

import dev.keyturn.caller.Network;
import dev.keyturn.policy.PolicyCheck.Subject;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.EnvironmentList;
import dev.keyturn.wire.EnvironmentPolicy;
import dev.keyturn.wire.Violations;
import dev.keyturn.wire.Violations.Violation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists the live keys that are not as their environment demands. */
public final class ViolationReader {
    private static final int KEYS_AT_ONCE = 500;
    private static final int A_PAGE = 200;
    private static final UUID START = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final Policies policies;
    private final InstantSource clock;

    ViolationReader(JdbcClient jdbc, Policies policies, InstantSource clock) {
        this.jdbc = jdbc;
        this.policies = policies;
        this.clock = clock;
    }

    private record Key(UUID id, String environment, Subject subject) {}

    /**
     * A page of violations, in the order of the keys' ids.
     *
     * @param after cursor of the page before
     */
    public Violations page(UUID tenantId, @Nullable String environment, @Nullable String after) {
        Map<String, EnvironmentPolicy> demands = policies.list(tenantId).stream()
                .filter(one -> environment == null || one.name().equals(environment))
                .collect(Collectors.toMap(EnvironmentList.Environment::name, EnvironmentList.Environment::policy));
        List<Violation> found = new ArrayList<>();
        UUID last = cursor(after);
        while (found.size() < A_PAGE) {
            List<Key> keys = keys(tenantId, demands.keySet().toArray(String[]::new), last);
            if (keys.isEmpty()) {
                return new Violations(found, null);
            }
            Instant now = clock.instant();
            keys.forEach(
                    key -> found.addAll(violations(key, Objects.requireNonNull(demands.get(key.environment)), now)));
            last = keys.get(keys.size() - 1).id;
        }
        return new Violations(found, last.toString());
    }

    private static List<Violation> violations(Key key, EnvironmentPolicy policy, Instant now) {
        return PolicyCheck.broken(policy, key.subject, now).stream()
                .map(broken ->
                        new Violation(key.id, key.subject.name(), key.environment, broken.rule(), broken.detail()))
                .toList();
    }

    private List<Key> keys(UUID tenantId, String[] environments, UUID after) {
        return jdbc.sql("""
                        SELECT id, environment, name, owner, networks, created_at FROM api_key
                        WHERE tenant_id = :tenant AND environment = ANY(:environments) AND id > :after
                          AND state IN ('PENDING', 'ACTIVE', 'DISABLED')
                        ORDER BY id LIMIT :limit
                        """)
                .param("tenant", tenantId)
                .param("environments", environments)
                .param("after", after)
                .param("limit", KEYS_AT_ONCE)
                .query(ViolationReader::key)
                .list();
    }

    private static Key key(ResultSet row, int number) throws SQLException {
        List<Network> networks = Arrays.stream(
                        (String[]) row.getArray("networks").getArray())
                .map(Network::parse)
                .toList();
        return new Key(
                row.getObject("id", UUID.class),
                row.getString("environment"),
                new Subject(
                        row.getString("name"),
                        row.getString("owner"),
                        networks,
                        row.getTimestamp("created_at").toInstant()));
    }

    private static UUID cursor(@Nullable String after) {
        try {
            return after == null ? START : UUID.fromString(after);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("'after' is none that this call has given. Start without one.");
        }
    }
}
