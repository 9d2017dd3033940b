package dev.keyturn.leak;

import dev.keyturn.policy.Policies;
import dev.keyturn.revocation.Revocations;
import dev.keyturn.wire.EnvironmentPolicy;
import dev.keyturn.wire.LeakResponse;
import dev.keyturn.wire.RevocationReason;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Does with leaked keys what their environments say, in the caller's transaction. */
final class Answering {
    private static final int USUAL_WAIT_SECONDS = 300;

    private final JdbcClient jdbc;
    private final Policies policies;
    private final Revocations revocations;

    Answering(JdbcClient jdbc, Policies policies, Revocations revocations) {
        this.jdbc = jdbc;
        this.policies = policies;
        this.revocations = revocations;
    }

    private record Place(UUID tenantId, String environment) {}

    /** What is done about each key. A candidate secret that has ended endangers nothing. */
    Map<UUID, LeakResponse> responses(Collection<ReportedKeys.Known> keys) {
        Map<Place, EnvironmentPolicy> known = new HashMap<>();
        Map<UUID, LeakResponse> responses = new HashMap<>();
        for (ReportedKeys.Known key : keys) {
            if (!key.secretEnded()) {
                EnvironmentPolicy policy = known.computeIfAbsent(
                        new Place(key.tenantId(), key.environment()),
                        place -> policies.of(place.tenantId, place.environment));
                responses.put(key.keyId(), response(key, policy));
            }
        }
        return responses;
    }

    private static LeakResponse response(ReportedKeys.Known key, EnvironmentPolicy policy) {
        LeakResponse asked = policy.onLeak() == null ? LeakResponse.REVOKE : policy.onLeak();
        boolean replaceable = key.managed() && key.state().isAccepted();
        return asked == LeakResponse.REPLACE_FIRST && !replaceable ? LeakResponse.REVOKE : asked;
    }

    /** Revokes what is to be revoked, in one order for everybody, and sets a time for what is replaced first. */
    Map<UUID, Revocations.Ended> act(
            Reporter reporter, Collection<ReportedKeys.Known> keys, Map<UUID, LeakResponse> responses) {
        Map<UUID, Set<UUID>> toEnd = new TreeMap<>();
        for (ReportedKeys.Known key : keys) {
            LeakResponse response = responses.get(key.keyId());
            if (response == LeakResponse.REVOKE || response != null && key.revoked()) {
                toEnd.computeIfAbsent(key.tenantId(), same -> new TreeSet<>()).add(key.keyId());
            } else if (response == LeakResponse.REPLACE_FIRST) {
                setTime(key);
            }
        }
        Map<UUID, Revocations.Ended> ended = new HashMap<>();
        toEnd.forEach((tenant, ids) -> revocations
                .end(tenant, ids, RevocationReason.LEAKED, reporter.name())
                .forEach(key -> ended.put(key.keyId(), key)));
        return ended;
    }

    /** The first report's time counts. */
    private void setTime(ReportedKeys.Known key) {
        Integer seconds = policies.of(key.tenantId(), key.environment()).replacementSeconds();
        jdbc.sql("""
                        UPDATE api_key
                        SET leak_until = coalesce(leak_until, clock_timestamp() + make_interval(secs => :seconds))
                        WHERE id = :key AND state <> 'REVOKED'
                        """)
                .param("seconds", seconds == null ? USUAL_WAIT_SECONDS : seconds)
                .param("key", key.keyId())
                .update();
    }
}
