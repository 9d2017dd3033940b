package dev.keyturn.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.KeyList;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.Receipt;
import dev.keyturn.wire.RevocationReason;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RevealsPlaintext("presents keys as a client does")
class KeyCallsTest {
    private static TestingServer server;
    private static String owner;

    @BeforeAll
    static void start() {
        server = TestingServer.shared();
        owner = server.signIn();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer create(Map<String, ?> body, String... headers) {
        return server.send("POST", "/v1/keys", owner, body, headers);
    }

    private static IssuedKey created(String name) {
        return create(Map.of("name", name, "environment", "dev")).as(IssuedKey.class);
    }

    private static IssuedKey managed(String name) {
        return create(Map.of("name", name, "environment", "prd", "managed", true))
                .as(IssuedKey.class);
    }

    private static KeyView view(UUID id) {
        return server.get("/v1/keys/" + id, owner).as(KeyView.class);
    }

    private static Answer step(UUID id, String step, @Nullable Object body, String... headers) {
        return server.send("POST", "/v1/keys/" + id + "/" + step, owner, body, headers);
    }

    private static Answer roll(UUID id, Map<String, ?> body, String... headers) {
        return step(id, "roll", body, headers);
    }

    private static Answer activate(IssuedKey key) {
        return step(
                key.id(),
                "activate",
                Map.of("fingerprint", key.key().fingerprint().hex()));
    }

    private static String code(Answer answer) {
        return answer.json().get("code").asString();
    }

    private static int verify(IssuedKey key) {
        return server.get("/v1/verify", "ApiKey " + key.key().reveal()).status();
    }

    /** Why a consumer of that name is refused. */
    private static String refusal(IssuedKey key, String consumer) {
        return server.send("GET", "/v1/verify", "ApiKey " + key.key().reveal(), null, "X-Keyturn-Consumer", consumer)
                .header("WWW-Authenticate");
    }

    @Test
    void aKeyIsShownOnceAndAcceptedAtOnce() {
        Answer answer = create(Map.of("name", " Production Ingestor ", "environment", "dev"));
        IssuedKey key = answer.as(IssuedKey.class);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Location")).isEqualTo("/v1/keys/" + key.id());
        assertThat(key.name()).isEqualTo("Production Ingestor");
        assertThat(key.slug()).isEqualTo("production-ingestor");
        assertThat(key.state()).isEqualTo(KeyState.ACTIVE);
        assertThat(key.key().reveal().startsWith("sk_dev_")).isTrue();
        assertThat(verify(key)).isEqualTo(200);
        Answer shown = server.get("/v1/keys/" + key.id(), owner);
        assertThat(shown.json().has("key")).isFalse();
        assertThat(shown.json().get("hint").asString()).isEqualTo(key.key().hint());
    }

    @Test
    void revokingReturnsAReceiptAndTheKeyIsRefused() {
        IssuedKey key = created("To be revoked");

        Receipt receipt = server.delete("/v1/keys/" + key.id(), owner).as(Receipt.class);

        assertThat(verify(key)).isEqualTo(401);
        assertThat(receipt.keyId()).isEqualTo(key.id());
        assertThat(receipt.replicas()).hasSize(2).allMatch(replica -> replica.acknowledgedAt() != null);
        assertThat(server.delete("/v1/keys/" + key.id(), owner).as(Receipt.class))
                .isEqualTo(receipt);
        assertThat(view(key.id()).revocationReason()).isEqualTo(RevocationReason.REQUESTED);
        assertThat(created("To be revoked").id()).isNotEqualTo(key.id());
    }

    @Test
    void aNameIsTakenOncePerEnvironment() {
        created("Taken");

        Answer again = create(Map.of("name", "taken!", "environment", "dev"));

        assertThat(again.status()).isEqualTo(409);
        assertThat(code(again)).isEqualTo("name-taken");
        assertThat(create(Map.of("name", "Taken", "environment", "stg")).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"environment\":\"dev\"}",
                "{\"name\":\"  \",\"environment\":\"dev\"}",
                "{\"name\":\"a\\u202eb\",\"environment\":\"dev\"}",
                "{\"name\":\"a\\nb\",\"environment\":\"dev\"}",
                "{\"name\":\"sk_dev_abcdefghijklmnop\",\"environment\":\"dev\"}",
                "{\"name\":\"No environment\"}",
                "{\"name\":\"Wrong environment\",\"environment\":\"live\"}",
                "{\"name\":\"Wrong scope\",\"environment\":\"dev\",\"scopes\":[\"Not a scope\"]}",
                "{\"name\":\"A person's scope\",\"environment\":\"dev\",\"scopes\":[\"keys:write\"]}",
            })
    void whatCannotBeIsRefused(String body) {
        Answer answer = server.post("/v1/keys", owner, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(code(answer)).isEqualTo("invalid-value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "", "[]", "{\"name\":{}}", "{\"name\":\"x\",\"scopes\":\"all\"}"})
    void whatCannotBeReadIsRefused(String body) {
        Answer answer = server.post("/v1/keys", owner, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(code(answer)).isEqualTo("invalid-request");
    }

    @Test
    void aRepeatedCreationMintsAgainUntilTheKeyIsDelivered() {
        Map<String, String> body = Map.of("name", "Repeated", "environment", "dev");
        IssuedKey first = create(body, "Idempotency-Key", "repeated-1").as(IssuedKey.class);
        IssuedKey second = create(body, "Idempotency-Key", "repeated-1").as(IssuedKey.class);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.key().equals(first.key())).isFalse();
        assertThat(second.state()).isEqualTo(KeyState.PENDING);
        assertThat(verify(first)).isEqualTo(401);

        Answer other = create(Map.of("name", "Another", "environment", "dev"), "Idempotency-Key", "repeated-1");
        assertThat(other.status()).isEqualTo(422);
        assertThat(code(other)).isEqualTo("idempotency-key-reused");

        assertThat(activate(second).as(KeyView.class).state()).isEqualTo(KeyState.ACTIVE);
        Answer late = create(body, "Idempotency-Key", "repeated-1");
        assertThat(late.status()).isEqualTo(409);
        assertThat(code(late)).isEqualTo("secret-already-delivered");
        assertThat(verify(second)).isEqualTo(200);
    }

    @Test
    void aRolledKeyIsAcceptedForItsGrace() {
        IssuedKey old = created("Rolled with grace");

        Answer answer = roll(old.id(), Map.of("graceSeconds", 60));
        IssuedKey heir = answer.as(IssuedKey.class);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(heir.predecessor()).isEqualTo(old.id());
        assertThat(heir.lineage()).isEqualTo(old.lineage());
        KeyView retiring = view(old.id());
        assertThat(retiring.state()).isEqualTo(KeyState.RETIRING);
        assertThat(retiring.graceUntil()).isNotNull();
        assertThat(retiring.successor()).isEqualTo(heir.id());
        assertThat(verify(old)).isEqualTo(200);
        assertThat(verify(heir)).isEqualTo(200);
        assertThat(code(roll(old.id(), Map.of()))).isEqualTo("already-rolled");
    }

    @Test
    void aKeyRolledWithoutGraceIsRefusedWhenTheRollReturns() {
        IssuedKey old = created("Rolled at once");

        IssuedKey heir = roll(old.id(), Map.of("graceSeconds", 0)).as(IssuedKey.class);

        assertThat(verify(old)).isEqualTo(401);
        assertThat(verify(heir)).isEqualTo(200);
        assertThat(view(old.id()).revocationReason()).isEqualTo(RevocationReason.ROTATED);
        assertThat(refusal(old, "billing"))
                .contains("key " + heir.id() + " is in its place since 2", "Consumer billing has not moved to it");
        assertThat(refusal(old, "a \" quote")).contains("This client has not moved to it");
    }

    @Test
    void aLeakedKeyIsRolledUnlessItsNameWasGivenAway() {
        IssuedKey leaked = created("Leaked and rolled");
        IssuedKey late = created("Leaked and replaced");
        for (IssuedKey key : List.of(leaked, late)) {
            Map<String, String> sighting =
                    Map.of("fingerprint", key.key().fingerprint().hex());
            assertThat(server.post("/v1/leaks", owner, Map.of("leaks", List.of(sighting)))
                            .status())
                    .isEqualTo(200);
        }
        IssuedKey successor = roll(leaked.id(), Map.of()).as(IssuedKey.class);
        created("Leaked and replaced");

        assertThat(successor.lineage()).isEqualTo(leaked.lineage());
        assertThat(verify(leaked)).isEqualTo(401);
        assertThat(verify(successor)).isEqualTo(200);
        assertThat(code(roll(late.id(), Map.of()))).isEqualTo("name-taken");
    }

    @Test
    void aDeferredRollLeavesThePredecessorUntilActivationNamesASecret() {
        IssuedKey old = managed("Deferred");
        Map<String, ?> body = Map.of("deferred", true, "graceSeconds", 60, "fence", 1);
        IssuedKey first = roll(old.id(), body, "Idempotency-Key", "deferred").as(IssuedKey.class);
        IssuedKey second = roll(
                        old.id(),
                        Map.of("deferred", true, "graceSeconds", 60, "fence", 2),
                        "Idempotency-Key",
                        "deferred")
                .as(IssuedKey.class);

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(first.deliveryPath()).isEqualTo("keyturn/prd/deferred");
        assertThat(verify(first)).isEqualTo(200);
        assertThat(verify(second)).isEqualTo(200);
        assertThat(view(old.id()).state()).isEqualTo(KeyState.ACTIVE);
        assertThat(code(roll(old.id(), body, "Idempotency-Key", "deferred"))).isEqualTo("stale-fence");
    }

    @Test
    void aRetiringKeyIsMadeCurrentAgainAndItsSuccessorRetires() {
        IssuedKey old = managed("Taken back");
        IssuedKey heir = roll(old.id(), Map.of("deferred", true), "Idempotency-Key", "taken-back")
                .as(IssuedKey.class);
        assertThat(step(old.id(), "reinstate", Map.of()).status()).isEqualTo(200);
        assertThat(view(old.id()).state()).isEqualTo(KeyState.ACTIVE);
        activate(heir);

        for (int again = 0; again < 2; again++) {
            KeyView view =
                    step(old.id(), "reinstate", Map.of("graceSeconds", 60)).as(KeyView.class);
            assertThat(view.state()).isEqualTo(KeyState.ACTIVE);
            assertThat(view.graceUntil()).isNull();
            assertThat(view.successor()).isNull();
        }

        assertThat(view(heir.id()).state()).isEqualTo(KeyState.RETIRING);
        assertThat(view(heir.id()).graceUntil()).isNotNull();
        assertThat(verify(old)).isEqualTo(200);
        assertThat(verify(heir)).isEqualTo(200);
        assertThat(step(heir.id(), "reinstate", Map.of()).status()).isEqualTo(200);
        assertThat(view(old.id()).state()).isEqualTo(KeyState.RETIRING);
        assertThat(code(step(UUID.randomUUID(), "reinstate", Map.of()))).isEqualTo("not-found");
    }

    @Test
    void activationEndsEveryOtherCandidate() {
        IssuedKey old = managed("Candidates");
        Map<String, ?> body = Map.of("deferred", true, "graceSeconds", 60);
        IssuedKey first = roll(old.id(), body, "Idempotency-Key", "candidates").as(IssuedKey.class);
        IssuedKey second = roll(old.id(), body, "Idempotency-Key", "candidates").as(IssuedKey.class);

        Answer unknown = step(
                first.id(),
                "activate",
                Map.of("fingerprint", old.key().fingerprint().hex()));
        assertThat(code(unknown)).isEqualTo("unknown-candidate");

        KeyView active = activate(first).as(KeyView.class);

        assertThat(active.state()).isEqualTo(KeyState.ACTIVE);
        assertThat(active.hint()).isEqualTo(first.key().hint());
        assertThat(verify(first)).isEqualTo(200);
        assertThat(verify(second)).isEqualTo(401);
        assertThat(view(old.id()).state()).isEqualTo(KeyState.RETIRING);
        assertThat(activate(first).status()).isEqualTo(200);
        assertThat(activate(second).status()).isEqualTo(409);
    }

    @Test
    void anAbandonedKeyIsRefusedAndItsPredecessorStays() {
        IssuedKey old = managed("Abandoned");
        IssuedKey heir = roll(old.id(), Map.of("deferred", true), "Idempotency-Key", "abandoned")
                .as(IssuedKey.class);

        KeyView abandoned = step(heir.id(), "abandon", null).as(KeyView.class);

        assertThat(abandoned.revocationReason()).isEqualTo(RevocationReason.ABANDONED);
        assertThat(verify(heir)).isEqualTo(401);
        assertThat(verify(old)).isEqualTo(200);
        assertThat(step(heir.id(), "abandon", null).status()).isEqualTo(200);
        assertThat(code(step(old.id(), "abandon", null))).isEqualTo("wrong-state");
        assertThat(roll(old.id(), Map.of("deferred", true), "Idempotency-Key", "abandoned-2")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aDisabledKeyIsRefusedUntilItIsEnabled() {
        IssuedKey key = created("Switched off");

        assertThat(step(key.id(), "disable", null).as(KeyView.class).state()).isEqualTo(KeyState.DISABLED);
        assertThat(verify(key)).isEqualTo(401);
        assertThat(step(key.id(), "enable", null).as(KeyView.class).state()).isEqualTo(KeyState.ACTIVE);
        assertThat(verify(key)).isEqualTo(200);
    }

    @Test
    void anAutomationRollsManagedKeysAndNothingElse() {
        IssuedKey rotator = create(Map.of(
                        "name", "Rotator", "environment", "prd", "managed", true, "scopes", List.of("keys:roll")))
                .as(IssuedKey.class);
        String authorization = "ApiKey " + rotator.key().reveal();
        IssuedKey managed = managed("Rolled by the rotator");
        IssuedKey other = created("Nobody's business");
        Map<String, ?> body = Map.of("deferred", true);

        assertThat(server.send(
                                "POST",
                                "/v1/keys/" + managed.id() + "/roll",
                                authorization,
                                body,
                                "Idempotency-Key",
                                "r1")
                        .status())
                .isEqualTo(201);
        Answer refused =
                server.send("POST", "/v1/keys/" + other.id() + "/roll", authorization, body, "Idempotency-Key", "r2");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(server.delete("/v1/keys/" + managed.id(), authorization).status())
                .isEqualTo(403);
        assertThat(code(server.post("/v1/keys", authorization, Map.of("name", "x", "environment", "dev"))))
                .isEqualTo("person-required");
        assertThat(server.get("/v1/keys/" + other.id(), authorization).status()).isEqualTo(200);
        assertThat(code(server.get("/v1/keys", "ApiKey " + other.key().reveal())))
                .isEqualTo("insufficient-scope");
    }

    @Test
    void aRenamedKeyKeepsItsDeliveryPath() {
        IssuedKey key = created("Before");
        String path = "/v1/keys/" + key.id();

        KeyView managed =
                server.send("PATCH", path, owner, Map.of("managed", true)).as(KeyView.class);
        KeyView renamed =
                server.send("PATCH", path, owner, Map.of("name", "After")).as(KeyView.class);

        assertThat(managed.deliveryPath()).isEqualTo("keyturn/dev/before");
        assertThat(renamed.name()).isEqualTo("After");
        assertThat(renamed.slug()).isEqualTo("before");
        assertThat(renamed.deliveryPath()).isEqualTo("keyturn/dev/before");
    }

    @Test
    void pagesHoldEveryKeyOnce() {
        for (int i = 0; i < 5; i++) {
            create(Map.of("name", "Page " + i, "environment", "stg"));
        }
        KeyList first = server.get("/v1/keys?environment=stg&limit=3", owner).as(KeyList.class);
        KeyList second = server.get("/v1/keys?environment=stg&limit=50&after=" + first.next(), owner)
                .as(KeyList.class);

        assertThat(first.keys()).hasSize(3);
        assertThat(second.next()).isNull();
        assertThat(second.keys()).doesNotContainAnyElementsOf(first.keys());
        assertThat(first.keys().get(0).name()).isEqualTo("Page 4");
        assertThat(server.get("/v1/keys?after=nonsense", owner).status()).isEqualTo(422);
        assertThat(server.get("/v1/keys?state=NONSENSE", owner).status()).isEqualTo(400);
    }

    @Test
    void whatIsNotThereIs404() {
        assertThat(server.get("/v1/keys/" + UUID.randomUUID(), owner).status()).isEqualTo(404);
        assertThat(server.get("/v1/keys/not-an-id", owner).status()).isEqualTo(400);
        assertThat(server.delete("/v1/keys/" + UUID.randomUUID(), owner).status())
                .isEqualTo(404);
    }

    @Test
    void theTrailSaysWhoDidWhat() {
        IssuedKey key = created("Audited");
        step(key.id(), "abandon", null);

        Answer trail = server.get("/v1/audit?subject=" + key.id(), owner);

        assertThat(trail.json().get("entries").size()).isEqualTo(2);
        assertThat(trail.json().at("/entries/0/action").asString()).isEqualTo("key.abandon");
        assertThat(trail.json().at("/entries/0/detail/refused").asString()).isEqualTo("wrong-state");
        assertThat(trail.json().at("/entries/1/action").asString()).isEqualTo("key.create");
        assertThat(trail.json().at("/entries/1/actor").asString()).isEqualTo("person:" + server.ownerEmail());
        assertThat(trail.json().at("/entries/1/address").asString()).isEqualTo("127.0.0.1");
    }
}
