package dev.keyturn.account;

import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.testing.LeakOracle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** People of a testing server, all with the owner's password. */
final class TestingPeople {
    private TestingPeople() {}

    static Answer invite(
            TestingServer server, String inviter, String email, String role, @Nullable List<String> scopes) {
        Map<String, Object> body = new HashMap<>(Map.of("email", email, "role", role));
        if (scopes != null) {
            body.put("scopes", scopes);
        }
        return server.post("/v1/people/invitations", inviter, body);
    }

    static Answer accept(TestingServer server, Answer invitation) {
        return server.post(
                "/v1/invitations/accept",
                null,
                Map.of(
                        "token",
                        LeakOracle.declare(invitation.json().get("token").asString()),
                        "password",
                        TestingServer.OWNER_PASSWORD));
    }

    static void invited(TestingServer server, String inviter, String email, String role) {
        Answer accepted = accept(server, invite(server, inviter, email, role, null));
        if (accepted.status() != 204) {
            throw new IllegalStateException("not accepted: " + accepted.status());
        }
    }

    static Answer session(TestingServer server, String email) {
        return server.post("/v1/sessions", null, Map.of("email", email, "password", TestingServer.OWNER_PASSWORD));
    }

    static String signIn(TestingServer server, String email) {
        return bearer(session(server, email));
    }

    static String bearer(Answer session) {
        return "Bearer " + session.json().get("accessToken").asString();
    }
}
