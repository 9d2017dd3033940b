package dev.keyturn.issuing;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.secret.Pepper;
import dev.keyturn.secret.Secrets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Mints the secrets of keys and keeps what they are looked up by, nothing else. A secret ends; its row stays. */
final class KeySecrets {
    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final SecureRandom random = new SecureRandom();

    KeySecrets(JdbcClient jdbc, Secrets secrets) {
        this.jdbc = jdbc;
        this.secrets = secrets;
    }

    /** A secret of a key that has not ended. */
    record Live(byte[] lookup, String hint) {}

    ApiKey mint(String environment) {
        return ApiKey.generate(new EnvironmentTag(environment), random);
    }

    void keep(UUID keyId, ApiKey key) {
        keep(keyId, key.fingerprint(), key.hint());
    }

    void keep(UUID keyId, Fingerprint fingerprint, String hint) {
        Pepper pepper = secrets.pepper();
        jdbc.sql("""
                        INSERT INTO key_secret (lookup, key_id, pepper_version, hint, minted_at)
                        VALUES (:lookup, :key, :pepper, :hint, clock_timestamp())
                        """)
                .param("lookup", pepper.lookup(fingerprint))
                .param("key", keyId)
                .param("pepper", pepper.version())
                .param("hint", hint)
                .update();
    }

    /** Whose a secret is, ended ones included. */
    record Holder(UUID tenantId, UUID keyId) {}

    Optional<Holder> holder(Fingerprint fingerprint) {
        return secrets.peppers().stream()
                .flatMap(pepper -> holder(pepper.lookup(fingerprint)).stream())
                .findFirst();
    }

    private Optional<Holder> holder(byte[] lookup) {
        return jdbc.sql("SELECT tenant_id, key_id FROM key_secret JOIN api_key ON id = key_id WHERE lookup = :lookup")
                .param("lookup", lookup)
                .query((row, number) ->
                        new Holder(row.getObject("tenant_id", UUID.class), row.getObject("key_id", UUID.class)))
                .optional();
    }

    Optional<Live> find(UUID keyId, Fingerprint fingerprint) {
        return secrets.peppers().stream()
                .flatMap(pepper -> find(keyId, pepper.lookup(fingerprint)).stream())
                .findFirst();
    }

    void endAll(UUID keyId) {
        jdbc.sql("UPDATE key_secret SET ended_at = clock_timestamp() WHERE key_id = :key AND ended_at IS NULL")
                .param("key", keyId)
                .update();
    }

    /** @return how many ended */
    int endOthers(UUID keyId, Live kept) {
        return jdbc.sql("""
                        UPDATE key_secret SET ended_at = clock_timestamp()
                        WHERE key_id = :key AND ended_at IS NULL AND lookup <> :kept
                        """).param("key", keyId).param("kept", kept.lookup).update();
    }

    private Optional<Live> find(UUID keyId, byte[] lookup) {
        return jdbc.sql(
                        "SELECT lookup, hint FROM key_secret WHERE lookup = :lookup AND key_id = :key AND ended_at IS NULL")
                .param("lookup", lookup)
                .param("key", keyId)
                .query((row, number) -> new Live(row.getBytes("lookup"), row.getString("hint")))
                .optional();
    }
}
