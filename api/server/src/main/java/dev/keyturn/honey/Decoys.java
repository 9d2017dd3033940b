package dev.keyturn.honey;

import dev.keyturn.key.Fingerprint;
import dev.keyturn.secret.Pepper;
import dev.keyturn.secret.Secrets;
import dev.keyturn.usage.Use;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which reported fingerprints are of decoys. To have found one is worth an alarm, unless its owner's scanner did. */
public final class Decoys {
    private final JdbcClient jdbc;
    private final List<Pepper> peppers;
    private final Alarms alarms;
    private final InstantSource clock;

    Decoys(JdbcClient jdbc, Secrets secrets, Alarms alarms, InstantSource clock) {
        this.jdbc = jdbc;
        this.peppers = secrets.peppers();
        this.alarms = alarms;
        this.clock = clock;
    }

    private record Found(Fingerprint fingerprint, UUID honeykey, UUID tenantId) {}

    /**
     * Those that are decoys of the reporter's own tenant; of others the owners are told.
     *
     * @param tenantId the reporter's
     * @param address of the reporter
     */
    public List<Fingerprint> reported(
            Collection<Fingerprint> fingerprints, @Nullable UUID tenantId, @Nullable String address) {
        List<Fingerprint> own = new ArrayList<>();
        List<Traps.Touch> touches = new ArrayList<>();
        for (Found found : find(fingerprints)) {
            if (found.tenantId.equals(tenantId)) {
                own.add(found.fingerprint);
            } else {
                Use.Client client = new Use.Client(address, null, null, null);
                touches.add(new Traps.Touch(found.honeykey, "reported", client, null, clock.instant()));
            }
        }
        alarms.raise(touches);
        return own;
    }

    private List<Found> find(Collection<Fingerprint> fingerprints) {
        Map<String, Fingerprint> byLookup = new HashMap<>();
        for (Fingerprint fingerprint : fingerprints) {
            peppers.forEach(pepper -> byLookup.put(HexFormat.of().formatHex(pepper.lookup(fingerprint)), fingerprint));
        }
        List<Found> found = new ArrayList<>();
        jdbc.sql("""
                        SELECT encode(lookup, 'hex') AS hex, id, tenant_id
                        FROM unnest(:lookups::text[]) AS given (hex) JOIN honeykey ON lookup = decode(given.hex, 'hex')
                        """).param("lookups", byLookup.keySet().toArray(String[]::new)).query(row -> {
            Fingerprint fingerprint = byLookup.get(row.getString("hex"));
            if (fingerprint != null) {
                found.add(new Found(
                        fingerprint, row.getObject("id", UUID.class), row.getObject("tenant_id", UUID.class)));
            }
        });
        return found;
    }
}
