package dev.keyturn.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.testing.LeakOracle;
import dev.keyturn.wire.SessionRefresh;
import dev.keyturn.wire.SessionTokens;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@RevealsPlaintext("presents tokens as a client does")
class SessionTest {
    private static TestingServer server;

    @BeforeAll
    static void start() {
        server = TestingServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer signIn(String email, String password) {
        return server.post("/v1/sessions", null, Map.of("email", email, "password", password));
    }

    private static SessionTokens tokens() {
        SessionTokens tokens =
                signIn(TestingServer.OWNER_EMAIL, TestingServer.OWNER_PASSWORD).as(SessionTokens.class);
        LeakOracle.declare(tokens.accessToken().reveal());
        LeakOracle.declare(tokens.refreshToken().reveal());
        return tokens;
    }

    private static Answer refresh(SessionTokens tokens) {
        return server.post("/v1/sessions/refresh", null, new SessionRefresh(tokens.refreshToken()));
    }

    private static int auditBy(SessionTokens tokens) {
        return server.get("/v1/audit", "Bearer " + tokens.accessToken().reveal())
                .status();
    }

    @Test
    void aPasswordBuysASession() {
        Answer answer = signIn("Owner@Example.com ", TestingServer.OWNER_PASSWORD);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().get("expiresIn").asInt()).isEqualTo(3600);
        assertThat(auditBy(answer.as(SessionTokens.class))).isEqualTo(200);
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreNotToldApart() {
        Answer wrong = signIn(TestingServer.OWNER_EMAIL, "not this one, surely");
        Answer unknown = signIn("nobody@example.com", "not this one, surely");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json().get("code").asString()).isEqualTo("invalid-credentials");
        assertThat(unknown.json().get("detail")).isEqualTo(wrong.json().get("detail"));
        assertThat(unknown.status()).isEqualTo(401);
    }

    @Test
    void guessingIsThrottled() {
        Answer last = signIn("guessed@example.com", "guess number one");
        for (int i = 0; i < 10; i++) {
            last = signIn("guessed@example.com", "guess after guess");
        }

        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("Retry-After")).isEqualTo("900");
    }

    @Test
    void aRefreshTokenBuysTheNextPairOnce() {
        SessionTokens first = tokens();

        Answer second = refresh(first);

        assertThat(second.status()).isEqualTo(200);
        assertThat(auditBy(second.as(SessionTokens.class))).isEqualTo(200);
        assertThat(refresh(second.as(SessionTokens.class)).status()).isEqualTo(200);
    }

    @Test
    void aRefreshTokenThatComesTwiceEndsTheSession() {
        SessionTokens first = tokens();
        SessionTokens second = refresh(first).as(SessionTokens.class);

        Answer again = refresh(first);

        assertThat(again.status()).isEqualTo(401);
        assertThat(again.json().get("code").asString()).isEqualTo("session-ended");
        assertThat(refresh(second).status()).isEqualTo(401);
        assertThat(auditBy(second)).isEqualTo(401);
    }

    @Test
    void signingOutEndsTheAccessTokenToo() {
        SessionTokens tokens = tokens();
        String authorization = "Bearer " + tokens.accessToken().reveal();

        assertThat(server.delete("/v1/sessions", authorization).status()).isEqualTo(204);

        Answer refused = server.get("/v1/audit", authorization);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.headers().allValues("WWW-Authenticate"))
                .containsExactly(
                        "Bearer realm=\"keyturn\", error=\"session-ended\"",
                        "ApiKey realm=\"keyturn\", error=\"session-ended\"");
        assertThat(refresh(tokens).status()).isEqualTo(401);
    }

    @Test
    void aForgedTokenIsRefused() {
        String good = tokens().accessToken().reveal();
        String unsigned = good.substring(0, good.lastIndexOf('.') + 1);

        assertThat(server.get("/v1/audit", "Bearer " + unsigned).status()).isEqualTo(401);
        assertThat(server.get("/v1/audit", "Bearer nonsense").json().get("code").asString())
                .isEqualTo("token-invalid");
        assertThat(server.get("/v1/audit", "Basic b3duZXI6cHc=").status()).isEqualTo(401);
        assertThat(server.get("/v1/audit", null).json().get("code").asString()).isEqualTo("unauthenticated");
    }
}
