package dev.keyturn.revocation;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.secret.Secrets;
import dev.keyturn.server.TestingServer;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Tenants and keys, put into the database of a testing server as issuing does it. */
public final class TestingKeys {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestingServer server;
    private final JdbcClient jdbc;
    private final UUID tenant;

    private TestingKeys(TestingServer server, UUID tenant) {
        this.server = server;
        this.jdbc = server.bean(JdbcClient.class);
        this.tenant = tenant;
    }

    /** A key with its plaintext, for requests of tests. */
    public record Issued(UUID id, ApiKey key) {
        @RevealsPlaintext("tests present keys as clients do")
        public String authorization() {
            return "ApiKey " + key.reveal();
        }

        @RevealsPlaintext("tests present keys as clients do")
        public String plaintext() {
            return key.reveal();
        }

        public Fingerprint fingerprint() {
            return key.fingerprint();
        }
    }

    /** A new tenant with dev, stg and prd. */
    public static TestingKeys tenant(TestingServer server) {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        UUID tenant = jdbc.sql("INSERT INTO tenant (name) VALUES ('tenant') RETURNING id")
                .query(UUID.class)
                .single();
        jdbc.sql(
                        "INSERT INTO environment SELECT :tenant, tag, position FROM (VALUES ('dev', 1), ('stg', 2), ('prd', 3))"
                                + " AS given (tag, position)")
                .param("tenant", tenant)
                .update();
        return new TestingKeys(server, tenant);
    }

    public UUID tenantId() {
        return tenant;
    }

    /** An ACTIVE key of prd that every replica knows. */
    public Issued issue(String... scopes) {
        return issueIn("prd", "ACTIVE", scopes);
    }

    public Issued issueIn(String environment, String state, String... scopes) {
        Issued issued = new Issued(UUID.randomUUID(), ApiKey.generate(new EnvironmentTag(environment), RANDOM));
        long epoch =
                server.bean(TransactionTemplate.class).execute(status -> insert(issued, environment, state, scopes));
        server.bean(Replicas.class).await(epoch);
        return issued;
    }

    /** Many ACTIVE keys of prd that every replica knows. */
    public List<Issued> issueMany(int count) {
        List<Issued> issued = Stream.generate(
                        () -> new Issued(UUID.randomUUID(), ApiKey.generate(new EnvironmentTag("prd"), RANDOM)))
                .limit(count)
                .toList();
        long epoch = server.bean(TransactionTemplate.class).execute(status -> {
            issued.forEach(key -> insert(key, "prd", "ACTIVE"));
            return server.bean(KeyEpochs.class).next();
        });
        server.bean(Replicas.class).await(epoch);
        return issued;
    }

    private long insert(Issued issued, String environment, String state, String... scopes) {
        long epoch = server.bean(KeyEpochs.class).next();
        jdbc.sql("""
                        INSERT INTO api_key (id, tenant_id, environment, lineage, name, slug, state, hint, scopes,
                            created_by, epoch)
                        VALUES (:id, :tenant, :environment, :id, 'key', 'key', :state, :hint,
                            :scopes, 'test', :epoch)
                        """)
                .param("id", issued.id)
                .param("tenant", tenant)
                .param("environment", environment)
                .param("state", state)
                .param("hint", issued.key.hint())
                .param("scopes", scopes)
                .param("epoch", epoch)
                .update();
        addSecret(issued.id, issued.key);
        return epoch;
    }

    private void addSecret(UUID keyId, ApiKey key) {
        jdbc.sql("INSERT INTO key_secret (lookup, key_id, pepper_version, hint) VALUES (:lookup, :key, 1, :hint)")
                .param("lookup", server.bean(Secrets.class).pepper().lookup(key.fingerprint()))
                .param("key", keyId)
                .param("hint", key.hint())
                .update();
    }

    /** Ends the secret of a key, as activation ends the candidates that are not served. */
    public void endSecret(Issued issued) {
        long epoch = server.bean(TransactionTemplate.class).execute(status -> {
            long next = server.bean(KeyEpochs.class).stamp(List.of(issued.id));
            jdbc.sql("UPDATE key_secret SET ended_at = clock_timestamp() WHERE key_id = :key")
                    .param("key", issued.id)
                    .update();
            return next;
        });
        server.bean(Replicas.class).await(epoch);
    }

    /** Changes keys by SQL that sets columns, under a new epoch. */
    public void change(Issued issued, String assignments) {
        long epoch = server.bean(TransactionTemplate.class).execute(status -> {
            long next = server.bean(KeyEpochs.class).next();
            jdbc.sql("UPDATE api_key SET epoch = " + next + ", " + assignments + " WHERE id = :key")
                    .param("key", issued.id)
                    .update();
            return next;
        });
        server.bean(Replicas.class).await(epoch);
    }
}
