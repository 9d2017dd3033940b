package dev.keyturn.honey;

import dev.keyturn.audit.Audit;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.problem.Redaction;
import dev.keyturn.secret.Pepper;
import dev.keyturn.secret.Secrets;
import dev.keyturn.tenant.Environments;
import dev.keyturn.wire.Honeykey;
import dev.keyturn.wire.HoneykeyAlarms;
import dev.keyturn.wire.NewHoneykey;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The decoys of a tenant. Only owners and admins know which they are. */
public final class Honeykeys {
    private static final int LONGEST_NAME = 100;
    private static final String SELECT = """
            SELECT h.*, coalesce(sum(a.touches), 0) AS touches, max(a.last_at) AS touched_at
            FROM honeykey h LEFT JOIN honeykey_alarm a ON a.honeykey_id = h.id
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Environments environments;
    private final Minting minting;
    private final Audit audit;
    private final SecureRandom random = new SecureRandom();

    Honeykeys(
            JdbcClient jdbc,
            TransactionOperations transactions,
            Environments environments,
            Minting minting,
            Audit audit) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.environments = environments;
        this.minting = minting;
        this.audit = audit;
    }

    /** By what decoys are looked up, and who has to learn of new ones. */
    record Minting(Secrets secrets, Traps traps) {}

    /** A new decoy, with texts to plant that are shown this once. */
    public Honeykey add(PersonCaller caller, NewHoneykey asked) {
        caller.require(Scope.HONEYKEYS_WRITE);
        List<String> possible = environments.of(caller.tenantId());
        if (asked.environment() == null || !possible.contains(asked.environment())) {
            throw ProblemException.invalid("'environment' is one of " + String.join(", ", possible) + ".");
        }
        String name = asked.name() == null ? "" : Redaction.words(asked.name(), LONGEST_NAME);
        if (name.isEmpty()) {
            throw ProblemException.invalid("'name' has 1 to " + LONGEST_NAME + " characters. Say where it will be.");
        }
        ApiKey key = ApiKey.generate(new EnvironmentTag(asked.environment()), random);
        UUID id =
                Objects.requireNonNull(transactions.execute(status -> insert(caller, asked.environment(), name, key)));
        minting.traps.load();
        return find(caller, id, Plantings.of(key, asked.environment()));
    }

    private UUID insert(PersonCaller caller, String environment, String name, ApiKey key) {
        Pepper pepper = minting.secrets.pepper();
        UUID id = jdbc.sql("""
                        INSERT INTO honeykey (tenant_id, environment, name, lookup, pepper_version, hint, created_by)
                        VALUES (:tenant, :environment, :name, :lookup, :pepper, :hint, :by) RETURNING id
                        """)
                .param("tenant", caller.tenantId())
                .param("environment", environment)
                .param("name", name)
                .param("lookup", pepper.lookup(key.fingerprint()))
                .param("pepper", pepper.version())
                .param("hint", key.hint())
                .param("by", caller.actor())
                .query(UUID.class)
                .single();
        audit.record(Audit.Actor.of(caller), "honeykey.add", id.toString(), Map.of("name", name));
        return id;
    }

    /** The newest 500. */
    public List<Honeykey> list(PersonCaller caller) {
        caller.require(Scope.HONEYKEYS_WRITE);
        return jdbc.sql(SELECT + " WHERE h.tenant_id = :tenant GROUP BY h.id ORDER BY h.created_at DESC LIMIT 500")
                .param("tenant", caller.tenantId())
                .query((row, number) -> read(row, null))
                .list();
    }

    /** Who touched a decoy: the last 500 alarms. */
    public HoneykeyAlarms alarms(PersonCaller caller, UUID id) {
        caller.require(Scope.HONEYKEYS_WRITE);
        find(caller, id, null);
        return new HoneykeyAlarms(
                jdbc.sql("""
                        SELECT *, host(address) AS literal FROM honeykey_alarm WHERE honeykey_id = :id
                        ORDER BY last_at DESC LIMIT 500
                        """).param("id", id).query(Honeykeys::alarm).list());
    }

    /** From then on it is an unknown key and nothing else. */
    public void end(PersonCaller caller, UUID id) {
        caller.require(Scope.HONEYKEYS_WRITE);
        find(caller, id, null);
        transactions.executeWithoutResult(status -> {
            jdbc.sql("UPDATE honeykey SET ended_at = coalesce(ended_at, now()) WHERE id = :id")
                    .param("id", id)
                    .update();
            audit.record(Audit.Actor.of(caller), "honeykey.end", id.toString(), Map.of());
        });
        minting.traps.load();
    }

    private Honeykey find(PersonCaller caller, UUID id, @Nullable List<Honeykey.Planting> plantings) {
        return jdbc.sql(SELECT + " WHERE h.tenant_id = :tenant AND h.id = :id GROUP BY h.id")
                .param("tenant", caller.tenantId())
                .param("id", id)
                .query((row, number) -> read(row, plantings))
                .optional()
                .orElseThrow(ProblemException::notFound);
    }

    private static Honeykey read(ResultSet row, @Nullable List<Honeykey.Planting> plantings) throws SQLException {
        return new Honeykey(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("environment"),
                row.getString("hint"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("ended_at")),
                row.getLong("touches"),
                instant(row.getTimestamp("touched_at")),
                plantings);
    }

    private static HoneykeyAlarms.Alarm alarm(ResultSet row, int number) throws SQLException {
        return new HoneykeyAlarms.Alarm(
                row.getObject("id", UUID.class),
                row.getString("how"),
                row.getString("literal"),
                row.getString("agent"),
                row.getString("consumer"),
                row.getString("path"),
                row.getString("wanted"),
                row.getString("replica"),
                row.getLong("touches"),
                row.getTimestamp("first_at").toInstant(),
                row.getTimestamp("last_at").toInstant());
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    /** Texts that hold a decoy where a key would look at home. */
    private static final class Plantings {
        @RevealsPlaintext("the decoy is to be found")
        static List<Honeykey.Planting> of(ApiKey key, String environment) {
            String value = key.reveal();
            return List.of(
                    planting(".env", "KEYTURN_API_KEY=" + value + "\n"),
                    planting("application.properties", "ingestion.api-key=" + value + "\n"),
                    planting("docker-compose.yml", "    environment:\n      INGESTION_API_KEY: \"" + value + "\"\n"),
                    planting(
                            "a note",
                            "curl -H 'Authorization: ApiKey " + value + "' https://api.example.com/  # " + environment
                                    + "\n"),
                    planting("a CI variable or a path of a secret store", value));
        }

        private static Honeykey.Planting planting(String place, String text) {
            return new Honeykey.Planting(place, Secret.of(text));
        }
    }
}
