package dev.keyturn.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.openapi.TestingRoutes;
import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Every route that there is, asked by nobody, by a bare key, by every role, and for what is another tenant's. */
@RevealsPlaintext("signs in as people do")
class RouteWallTest {
    /** Those that take no credentials: something else in the request is the authority. */
    private static final Set<String> FOR_ANYBODY = Set.of(
            "GET /v1/receipt-keys",
            "POST /v1/sessions",
            "POST /v1/sessions/refresh",
            "POST /v1/invitations/accept",
            "POST /v1/password-resets");

    /** What one does with one's own account, whatever the role. */
    private static final Pattern OWN = Pattern.compile("\\S+ /v1/(me|sessions)(/.*)?");

    private static final Pattern ADMINS =
            Pattern.compile("(POST|PATCH|DELETE|PUT) /v1/(people|environments|webhooks|leak-sources|honeykeys)(/.*)?");

    private static final String PASSWORD = TestingServer.OWNER_PASSWORD;

    private static TestingServer server;
    private static String owner;
    private static Set<String> routes;
    private static final Map<String, String> ROLES = new TreeMap<>();
    private static final Map<String, String> FOREIGN = new HashMap<>();

    @BeforeAll
    static void start() {
        server = TestingServer.start();
        owner = server.signIn();
        routes = TestingRoutes.of(server);
        ROLES.put("owner", owner);
        for (String role : List.of("admin", "developer", "auditor")) {
            TestingPeople.invited(server, owner, role + "@example.com", role);
            ROLES.put(role, TestingPeople.signIn(server, role + "@example.com"));
        }
        foreign();
    }

    /** Another tenant with one of everything. */
    private static void foreign() {
        String tenant = server.post("/v1/tenants", owner, Map.of("name", "Foreign"))
                .json()
                .get("id")
                .asString();
        String there = "Bearer "
                + server.post("/v1/sessions/switch", owner, Map.of("tenant", tenant))
                        .json()
                        .get("accessToken")
                        .asString();
        String key = id(server.post("/v1/keys", there, Map.of("name", "Theirs", "environment", "prd")));
        TestingPeople.invited(server, there, "theirs@example.org", "developer");
        String their = TestingPeople.signIn(server, "theirs@example.org");
        FOREIGN.put("keys", key);
        FOREIGN.put("people", server.get("/v1/me", their).json().get("id").asString());
        FOREIGN.put(
                "invitations",
                id(server.post("/v1/people/invitations", there, Map.of("email", "x@example.org", "role", "auditor"))));
        FOREIGN.put(
                "sessions",
                server.get("/v1/sessions", their).json().at("/sessions/0/id").asString());
        FOREIGN.put(
                "leak-sources", id(server.post("/v1/leak-sources", there, Map.of("kind", "github", "name", "Theirs"))));
        FOREIGN.put("webhooks", id(server.post("/v1/webhooks", there, Map.of("url", "https://93.184.215.14/"))));
        FOREIGN.put(
                "honeykeys", id(server.post("/v1/honeykeys", there, Map.of("name", "Theirs", "environment", "prd"))));
        FOREIGN.put("tenant", tenant);
    }

    private static String id(Answer answer) {
        return answer.json().get("id").asString();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer ask(String route, @Nullable String authorization, @Nullable String id) {
        String[] parts = route.split(" ", 2);
        String path = parts[1].replaceAll("\\{[^}]*}", String.valueOf(id));
        boolean bare = parts[0].equals("GET") || parts[0].equals("DELETE");
        return server.send(parts[0], path, authorization, bare ? null : body());
    }

    /** Something of everything that bodies hold, so that every body can be read. */
    private static Map<String, Object> body() {
        Map<String, Object> body = new HashMap<>();
        body.put("fingerprint", "a".repeat(64));
        body.put("keyId", UUID.randomUUID());
        body.put("name", "Name " + UUID.randomUUID());
        body.put("environment", "dev");
        body.put("state", "PLANNED");
        body.put("command", "run");
        body.put("email", "somebody@example.com");
        body.put("role", "auditor");
        body.put("tenant", FOREIGN.get("tenant"));
        body.put("url", "https://example.com/hook");
        return body;
    }

    private static String essence(Answer answer) {
        if (answer.text().isEmpty()) {
            return Integer.toString(answer.status());
        }
        ObjectNode problem = (ObjectNode) answer.json();
        problem.remove(List.of("instance", "requestId"));
        return answer.status() + " " + problem;
    }

    @Test
    void nobodyIsLetIn() {
        for (String route : routes) {
            if (!FOR_ANYBODY.contains(route) && !TestingRoutes.isIntake(route)) {
                assertThat(ask(route, null, UUID.randomUUID().toString()).status())
                        .as(route)
                        .isEqualTo(401);
            }
        }
    }

    @Test
    void aKeyWithoutScopesDoesNothing() {
        String bare = TestingKeys.tenant(server).issue().authorization();
        for (String route : routes) {
            if (!FOR_ANYBODY.contains(route) && !TestingRoutes.isIntake(route)) {
                assertThat(ask(route, bare, UUID.randomUUID().toString()).status())
                        .as(route)
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void anAuditorChangesNothing() {
        String auditor = ROLES.get("auditor");
        for (String route : routes) {
            if (!FOR_ANYBODY.contains(route)
                    && !TestingRoutes.isIntake(route)
                    && !OWN.matcher(route).matches()) {
                int status = ask(route, auditor, UUID.randomUUID().toString()).status();
                if (route.startsWith("GET ") && !route.contains("/honeykeys")) {
                    assertThat(status).as(route).isIn(200, 404);
                } else {
                    assertThat(status).as(route).isEqualTo(403);
                }
            }
        }
    }

    @Test
    void aDeveloperChangesNothingOfAdmins() {
        for (String route : routes) {
            if (ADMINS.matcher(route).matches()) {
                assertThat(ask(route, ROLES.get("developer"), UUID.randomUUID().toString())
                                .status())
                        .as(route)
                        .isEqualTo(403);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "admin", "developer", "auditor"})
    void whatIsAnothersIsAsIfItWereNotThere(String role) {
        for (String route : routes) {
            if (route.contains("{id}") && !route.equals("PUT /v1/rotations/{id}") && !TestingRoutes.isIntake(route)) {
                String kind = route.replaceAll(".*/([a-z-]+)/\\{id}.*", "$1");
                String theirs = FOREIGN.getOrDefault(kind, FOREIGN.get("keys"));
                Answer foreign = ask(route, ROLES.get(role), theirs);
                Answer none = ask(route, ROLES.get(role), UUID.randomUUID().toString());

                assertThat(essence(foreign)).as(role + " " + route).isEqualTo(essence(none));
                assertThat(foreign.status()).as(role + " " + route).isIn(403, 404, 422);
            }
        }
        assertThat(server.get("/v1/environments", ROLES.get(role))
                        .json()
                        .at("/environments")
                        .size())
                .isEqualTo(3);
    }
}
