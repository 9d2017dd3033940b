package dev.keyturn.account;

import static dev.keyturn.account.TestingPeople.accept;
import static dev.keyturn.account.TestingPeople.bearer;
import static dev.keyturn.account.TestingPeople.invite;
import static dev.keyturn.account.TestingPeople.invited;
import static dev.keyturn.account.TestingPeople.session;
import static dev.keyturn.account.TestingPeople.signIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.testing.LeakOracle;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AccountTest {
    private static final String ANOTHER = LeakOracle.declare("another horse, another battery");

    private static TestingServer server;
    private static String owner;

    @BeforeAll
    static void start() {
        server = TestingServer.start();
        owner = server.signIn();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String personId(String authorization) {
        return server.get("/v1/me", authorization).json().get("id").asString();
    }

    private static String code(Answer answer) {
        return answer.json().get("code").asString();
    }

    @Test
    void anInvitationIsGoodOnceAndMakesAPersonOfItsRole() {
        Answer invitation = invite(server, owner, "Dev@Example.com", "developer", null);
        assertThat(invitation.status()).isEqualTo(201);
        assertThat(server.get("/v1/people/invitations", owner).text()).contains("dev@example.com");
        assertThat(server.get("/v1/people/invitations", owner)
                        .text()
                        .contains(invitation.json().get("token").asString()))
                .isFalse();

        assertThat(accept(server, invitation).status()).isEqualTo(204);
        assertThat(accept(server, invitation).status()).isEqualTo(403);

        String dev = signIn(server, "dev@example.com");
        assertThat(server.get("/v1/me", dev).json().get("role").asString()).isEqualTo("developer");
        assertThat(server.post("/v1/keys", dev, Map.of("name", "Dev's", "environment", "dev"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aWithdrawnInvitationIsGoodForNothing() {
        Answer invitation = invite(server, owner, "gone@example.com", "auditor", null);
        String id = invitation.json().get("id").asString();

        assertThat(server.delete("/v1/people/invitations/" + id, owner).status())
                .isEqualTo(204);
        assertThat(accept(server, invitation).status()).isEqualTo(403);
        assertThat(server.delete("/v1/people/invitations/" + id, owner).status())
                .isEqualTo(404);
    }

    @Test
    void nobodyGivesMoreThanTheyHave() {
        Answer invitation = invite(server, owner, "limited@example.com", "admin", List.of("events:*"));
        accept(server, invitation);
        String limited = signIn(server, "limited@example.com");

        assertThat(key(limited, "events:write").status()).isEqualTo(201);
        assertThat(key(limited, "events:*").status()).isEqualTo(201);
        assertThat(code(key(limited, "keys:read"))).isEqualTo("forbidden");
        assertThat(code(key(limited, "*:*"))).isEqualTo("forbidden");
        String wide = key(owner, "reports:read").json().get("id").asString();
        assertThat(server.post("/v1/keys/" + wide + "/roll", limited, Map.of()).status())
                .isEqualTo(403);
        assertThat(invite(server, limited, "a@example.com", "developer", null).status())
                .isEqualTo(403);
        assertThat(invite(server, limited, "a@example.com", "developer", List.of("events:read"))
                        .status())
                .isEqualTo(201);
        assertThat(invite(server, limited, "a@example.com", "owner", List.of("events:read"))
                        .status())
                .isEqualTo(403);
        assertThat(server.delete("/v1/people/" + personId(owner), limited).status())
                .isEqualTo(403);
    }

    @Test
    void whoIsLimitedRaisesAndOpensNobodyWhoIsNot() {
        accept(server, invite(server, owner, "narrow@example.com", "admin", List.of("events:*")));
        String narrow = signIn(server, "narrow@example.com");
        invited(server, owner, "wide@example.com", "auditor");
        String wide = "/v1/people/" + personId(signIn(server, "wide@example.com"));

        assertThat(code(server.post(wide + "/password-link", narrow, null))).isEqualTo("forbidden");
        assertThat(code(server.delete(wide + "/second-factor", narrow))).isEqualTo("forbidden");
        assertThat(code(server.send("PATCH", wide, narrow, Map.of("role", "developer"))))
                .isEqualTo("forbidden");
        assertThat(server.send("PATCH", wide, narrow, Map.of("role", "developer", "scopes", List.of("events:read")))
                        .status())
                .isEqualTo(200);
        assertThat(server.post(wide + "/password-link", narrow, null).status()).isEqualTo(201);
    }

    private static Answer key(String who, String scope) {
        return server.post(
                "/v1/keys", who, Map.of("name", "Key " + scope, "environment", "dev", "scopes", List.of(scope)));
    }

    @Test
    void aTenantKeepsAnOwnerAndWhoIsRemovedIsOutAtOnce() {
        invited(server, owner, "leaving@example.com", "admin");
        String leaving = signIn(server, "leaving@example.com");
        String id = personId(leaving);

        assertThat(server.send("PATCH", "/v1/people/" + id, owner, Map.of("role", "auditor"))
                        .status())
                .isEqualTo(200);
        assertThat(server.post("/v1/keys", leaving, Map.of("name", "No", "environment", "dev"))
                        .status())
                .isEqualTo(403);
        assertThat(server.delete("/v1/people/" + id, owner).status()).isEqualTo(204);
        assertThat(server.get("/v1/me", leaving).status()).isEqualTo(401);
        assertThat(session(server, "leaving@example.com").status()).isEqualTo(401);
        assertThat(code(server.delete("/v1/people/" + personId(owner), owner))).isEqualTo("last-owner");
        assertThat(code(server.send("PATCH", "/v1/people/" + personId(owner), owner, Map.of("role", "admin"))))
                .isEqualTo("last-owner");
    }

    @Test
    void onePersonIsInSeveralTenants() {
        invited(server, owner, "both@example.com", "developer");
        String here = signIn(server, "both@example.com");
        String tenant = server.post("/v1/tenants", owner, Map.of("name", "Second"))
                .json()
                .get("id")
                .asString();
        String ownerThere = bearer(server.post("/v1/sessions/switch", owner, Map.of("tenant", tenant)));
        Answer invitation = invite(server, ownerThere, "both@example.com", "auditor", null);

        Answer wrong = server.post(
                "/v1/invitations/accept",
                null,
                Map.of("token", invitation.json().get("token").asString(), "password", ANOTHER));
        assertThat(code(wrong)).isEqualTo("invalid-credentials");
        assertThat(accept(server, invitation).status()).isEqualTo(204);

        String there = bearer(server.post("/v1/sessions/switch", here, Map.of("tenant", tenant)));
        assertThat(server.get("/v1/me", there).json().get("role").asString()).isEqualTo("auditor");
        assertThat(server.get("/v1/me", here).json().get("tenants").size()).isEqualTo(2);
        assertThat(code(server.post("/v1/people/" + personId(here) + "/password-link", owner, null)))
                .isEqualTo("not-now");
        assertThat(server.post(
                                "/v1/sessions/switch",
                                signIn(server, "both@example.com"),
                                Map.of("tenant", java.util.UUID.randomUUID()))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aPasswordIsChangedByOneselfOrByALink() {
        invited(server, owner, "forgets@example.com", "developer");
        String first = signIn(server, "forgets@example.com");
        String second = signIn(server, "forgets@example.com");
        Map<String, String> change = Map.of("current", TestingServer.OWNER_PASSWORD, "password", ANOTHER);

        assertThat(server.send("PUT", "/v1/me/password", first, Map.of("current", ANOTHER, "password", ANOTHER))
                        .status())
                .isEqualTo(401);
        assertThat(server.send("PUT", "/v1/me/password", first, change).status())
                .isEqualTo(204);
        assertThat(server.get("/v1/me", first).status()).isEqualTo(200);
        assertThat(server.get("/v1/me", second).status()).isEqualTo(401);
        assertThat(session(server, "forgets@example.com").status()).isEqualTo(401);

        Answer link = server.post("/v1/people/" + personId(first) + "/password-link", owner, null);
        Map<String, String> reset = Map.of(
                "token",
                LeakOracle.declare(link.json().get("token").asString()),
                "password",
                TestingServer.OWNER_PASSWORD);
        assertThat(server.post("/v1/password-resets", null, reset).status()).isEqualTo(204);
        assertThat(server.post("/v1/password-resets", null, reset).status()).isEqualTo(403);
        assertThat(server.get("/v1/me", first).status()).isEqualTo(401);
        assertThat(session(server, "forgets@example.com").status()).isEqualTo(201);
    }

    @Test
    void sessionsAreListedAndEnded() {
        invited(server, owner, "sessions@example.com", "developer");
        String first = signIn(server, "sessions@example.com");
        String second = signIn(server, "sessions@example.com");
        Answer list = server.get("/v1/sessions", first);
        assertThat(list.json().get("sessions").size()).isEqualTo(2);
        assertThat(list.json().at("/sessions/1/current").asBoolean()).isTrue();
        assertThat(list.json().at("/sessions/0/address").asString()).isEqualTo("127.0.0.1");

        String other = list.json().at("/sessions/0/id").asString();
        assertThat(server.delete("/v1/sessions/" + other, owner).status()).isEqualTo(404);
        assertThat(server.delete("/v1/sessions/" + other, first).status()).isEqualTo(204);
        assertThat(server.get("/v1/me", second).status()).isEqualTo(401);
        String third = signIn(server, "sessions@example.com");
        assertThat(server.delete("/v1/sessions/others", first).status()).isEqualTo(204);
        assertThat(server.get("/v1/me", third).status()).isEqualTo(401);
        assertThat(server.delete("/v1/people/" + personId(first) + "/sessions", owner)
                        .status())
                .isEqualTo(204);
        assertThat(server.get("/v1/me", first).status()).isEqualTo(401);
    }

    @Test
    void aSecondFactorIsAskedForAndNoCodeIsGoodTwice() throws InvalidKeyException {
        invited(server, owner, "careful@example.com", "developer");
        String careful = signIn(server, "careful@example.com");
        String secret = LeakOracle.declare(server.post("/v1/me/second-factor", careful, null)
                .json()
                .get("secret")
                .asString());
        assertThat(session(server, "careful@example.com").status()).isEqualTo(201);

        Answer confirmed = server.post("/v1/me/second-factor/confirm", careful, Map.of("code", totp(secret, 0)));
        assertThat(confirmed.json().get("codes").size()).isEqualTo(8);
        assertThat(code(session(server, "careful@example.com"))).isEqualTo("second-factor-required");
        assertThat(withCode(totp(secret, 0)).status())
                .as("used by the confirmation")
                .isEqualTo(401);
        assertThat(withCode(totp(secret, 1)).status()).isEqualTo(201);
        assertThat(withCode(totp(secret, 1)).status()).isEqualTo(401);
        String recovery = confirmed.json().at("/codes/0").asString();
        assertThat(withCode(recovery).status()).isEqualTo(201);
        assertThat(withCode(recovery).status()).isEqualTo(401);

        assertThat(new String(
                                server.bean(JdbcClient.class)
                                        .sql("SELECT totp FROM person WHERE email = 'careful@example.com'")
                                        .query(byte[].class)
                                        .single(),
                                java.nio.charset.StandardCharsets.ISO_8859_1)
                        .contains(secret))
                .isFalse();
        assertThat(server.delete("/v1/people/" + personId(careful) + "/second-factor", owner)
                        .status())
                .isEqualTo(204);
        assertThat(session(server, "careful@example.com").status()).isEqualTo(201);
    }

    private static Answer withCode(String code) {
        return server.post(
                "/v1/sessions",
                null,
                Map.of("email", "careful@example.com", "password", TestingServer.OWNER_PASSWORD, "code", code));
    }

    /** Computed by the library alone, as an authenticator does. */
    private static String totp(String base32, int stepsAhead) throws InvalidKeyException {
        StringBuilder bits = new StringBuilder();
        for (char letter : base32.toCharArray()) {
            int value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
            bits.append(String.format("%5s", Integer.toBinaryString(value)).replace(' ', '0'));
        }
        byte[] key = new byte[bits.length() / 8];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) Integer.parseInt(bits.substring(i * 8, i * 8 + 8), 2);
        }
        return new TimeBasedOneTimePasswordGenerator()
                .generateOneTimePasswordString(
                        new SecretKeySpec(key, "HmacSHA1"), Instant.now().plusSeconds(30L * stepsAhead));
    }
}
