package dev.keyturn.leak;

import dev.keyturn.key.Fingerprint;
import dev.keyturn.secret.Pepper;
import dev.keyturn.secret.Secrets;
import dev.keyturn.wire.KeyState;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the keys that fingerprints are of, whoever they belong to. */
final class ReportedKeys {
    private final JdbcClient jdbc;
    private final List<Pepper> peppers;

    ReportedKeys(JdbcClient jdbc, Secrets secrets) {
        this.jdbc = jdbc;
        this.peppers = secrets.peppers();
    }

    /**
     * A key.
     *
     * @param state as the table has it, before the report
     * @param secretEnded whether the fingerprint is of a candidate that was never served and is refused already
     */
    record Known(UUID tenantId, UUID keyId, String environment, boolean managed, KeyState state, boolean secretEnded) {
        boolean revoked() {
            return state == KeyState.REVOKED;
        }
    }

    Map<Fingerprint, Known> find(Collection<Fingerprint> fingerprints) {
        Map<String, Fingerprint> byLookup = new HashMap<>();
        for (Fingerprint fingerprint : fingerprints) {
            for (Pepper pepper : peppers) {
                byLookup.put(HexFormat.of().formatHex(pepper.lookup(fingerprint)), fingerprint);
            }
        }
        Map<Fingerprint, Known> found = new HashMap<>();
        jdbc.sql("""
                        SELECT encode(s.lookup, 'hex') AS lookup, s.ended_at, CASE WHEN k.state IN ('PENDING', 'ACTIVE', 'RETIRING') AND k.expires_at <= clock_timestamp()
                                THEN 'EXPIRED' ELSE k.state END AS state, k.id, k.tenant_id, k.environment, k.managed
                        FROM unnest(:lookups::text[]) AS given (lookup)
                        JOIN key_secret s ON s.lookup = decode(given.lookup, 'hex')
                        JOIN api_key k ON k.id = s.key_id
                        """).param("lookups", byLookup.keySet().toArray(String[]::new)).query(row -> {
            found.put(
                    byLookup.get(row.getString("lookup")),
                    new Known(
                            row.getObject("tenant_id", UUID.class),
                            row.getObject("id", UUID.class),
                            row.getString("environment"),
                            row.getBoolean("managed"),
                            KeyState.valueOf(row.getString("state")),
                            row.getTimestamp("ended_at") != null));
        });
        return found;
    }
}
