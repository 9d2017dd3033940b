package dev.keyturn.console;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.secret.Secrets;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.tenant.Setup;
import dev.keyturn.testing.LeakOracle;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.NewKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A server with people, keys, a leak and rotations, as the console's tests need them. */
final class ConsoleFixture {
    static final String AUDITOR = "auditor@example.com";
    static final String STRANGER = "stranger@example.org";

    final TestingServer server = TestingServer.start();
    final String setupToken = forgetEverybody(server);
    private final JdbcClient jdbc = server.bean(JdbcClient.class);
    private String owner = "";

    /** Once the owner is set up: an auditor joins, and a stranger with a tenant of their own. */
    void join() {
        owner = server.signIn();
        UUID tenant = jdbc.sql("SELECT id FROM tenant").query(UUID.class).single();
        join(AUDITOR, tenant, "auditor");
        UUID other = jdbc.sql("INSERT INTO tenant (name) VALUES ('Other') RETURNING id")
                .query(UUID.class)
                .single();
        jdbc.sql("INSERT INTO environment (tenant_id, tag, position) VALUES (:tenant, 'prd', 0)")
                .param("tenant", other)
                .update();
        join(STRANGER, other, "owner");
    }

    /** The id of whoever has an e-mail address. */
    String person(String email) {
        return jdbc.sql("SELECT id::text FROM person WHERE email = :email")
                .param("email", email)
                .query(String.class)
                .single();
    }

    /** The owner's Authorization header. */
    String owner() {
        return owner;
    }

    /** Whoever joins has the owner's password. */
    private void join(String email, UUID tenant, String role) {
        jdbc.sql("""
                        WITH joined AS (
                            INSERT INTO person (email, password_hash)
                            SELECT :email, password_hash FROM person WHERE email = :owner RETURNING id)
                        INSERT INTO membership (tenant_id, person_id, role) SELECT :tenant, id, :role FROM joined
                        """)
                .param("email", email)
                .param("owner", TestingServer.OWNER_EMAIL)
                .param("tenant", tenant)
                .param("role", role)
                .update();
    }

    IssuedKey create(String name, String environment, boolean managed, String... scopes) {
        return server.post("/v1/keys", owner, new NewKey(name, environment, List.of(scopes), managed))
                .as(IssuedKey.class);
    }

    /** Status of a verification, as a gateway asks for it. */
    int verify(ApiKey key) {
        return server.get("/v1/verify", authorization(key)).status();
    }

    @RevealsPlaintext("presents the key as a client does")
    private static String authorization(ApiKey key) {
        return "ApiKey " + key.reveal();
    }

    UUID leak(IssuedKey key, Map<String, ?> place) {
        Map<String, Object> sighting = new HashMap<>(place);
        sighting.put("fingerprint", key.key().fingerprint().hex());
        return UUID.fromString(server.post("/v1/leaks", owner, Map.of("leaks", List.of(sighting)))
                .json()
                .at("/results/0/leakId")
                .asString());
    }

    /** Makes a key look as if it had been created days ago. */
    void age(UUID key, int days) {
        jdbc.sql("UPDATE api_key SET created_at = created_at - make_interval(days => :days) WHERE id = :key")
                .param("days", days)
                .param("key", key)
                .update();
    }

    /** Gives a key a month of use: more each day, and some of it refused. */
    void uses(UUID key) {
        jdbc.sql("""
                        INSERT INTO usage_event (at, key_id, tenant_id, code, network, agent, uses, last_at, replica)
                        SELECT now() - day * interval '1 day', id, tenant_id, code, CAST('198.51.100.0/24' AS cidr), 'curl',
                            CASE code WHEN 'VALID' THEN 900 - 25 * day ELSE day END, now() - day * interval '1 day', 'test'
                        FROM api_key, generate_series(0, 29) AS day, unnest(ARRAY['VALID', 'REVOKED']) AS code
                        WHERE id = :key AND code = 'VALID' OR id = :key AND day % 7 = 3
                        """).param("key", key).update();
    }

    /** A webhook with one delivery that arrived and one that did not. */
    UUID webhook(String url) {
        UUID id = UUID.randomUUID();
        byte[] secret = server.bean(Secrets.class).sealing().seal(Secret.of("generated " + id), "webhook:" + id);
        jdbc.sql("""
                        INSERT INTO webhook (id, tenant_id, url, secret, cursor, created_by)
                        SELECT :id, tenant_id, :url, :secret, 1000000, 'test' FROM membership JOIN person ON person.id = person_id
                        WHERE email = :owner
                        """)
                .param("id", id)
                .param("url", url)
                .param("secret", secret)
                .param("owner", TestingServer.OWNER_EMAIL)
                .update();
        jdbc.sql("""
                        INSERT INTO webhook_delivery (webhook_id, event_number, type, body, state, attempts, status, error)
                        VALUES (:id, 1, 'key.created', '{}', 'delivered', 1, 200, NULL),
                            (:id, 2, 'leak.recorded', '{}', 'failed', 8, NULL, 'its host has no address.')
                        """).param("id", id).update();
        return id;
    }

    /** Raises an alert about a key, as if its use had been looked through. */
    void alert(UUID key, String kind, String reason) {
        jdbc.sql("""
                        INSERT INTO alert (tenant_id, key_id, kind, subject, reason, last_at, uses)
                        SELECT tenant_id, id, :kind, 'test', :reason, now() - interval '2 hours', 3 FROM api_key WHERE id = :key
                        """)
                .param("key", key)
                .param("kind", kind)
                .param("reason", reason)
                .update();
    }

    /** A page as the owner's browser asks for it. */
    Answer page(String path, String cookie) {
        return server.send("GET", path, null, null, "Cookie", cookie);
    }

    /** Makes a server's database as empty as on the first day; the token of its one-time link. */
    @RevealsPlaintext("opens the link as a person does")
    private static String forgetEverybody(TestingServer server) {
        server.bean(JdbcClient.class).sql("TRUNCATE person, tenant CASCADE").update();
        return LeakOracle.declare(
                server.bean(Setup.class).openLink().orElseThrow().reveal());
    }

    /** Sends what a form sends. */
    Answer post(String path, String form, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/x-www-form-urlencoded";
        return server.send("POST", path, null, form, all);
    }

    /** What the outbox holds, as JSON. */
    List<String> events() {
        return jdbc.sql("SELECT data::text FROM event").query(String.class).list();
    }

    int keys() {
        return jdbc.sql("SELECT count(*) FROM api_key").query(Integer.class).single();
    }
}
