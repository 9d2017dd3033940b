package dev.keyturn.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.revocation.TestingKeys.Issued;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.testing.LeakOracle;
import dev.keyturn.wire.Events;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Leaks from a GitLab of one's own, from GitHub's webhooks, and from whoever found a key. */
@RevealsPlaintext("keys are reported as they are found")
class IntakeTest {
    private static TestingServer server;
    private static TestingKeys keys;
    private static String owner;

    @BeforeAll
    static void start() {
        server = TestingServer.shared();
        keys = TestingKeys.tenant(server);
        owner = server.signIn();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private record Source(String path, String secret) {}

    private static Source source(String kind) {
        JsonNode added = server.post("/v1/leak-sources", owner, Map.of("kind", kind, "name", "Ours"))
                .json();
        return new Source(
                added.get("path").asString(),
                LeakOracle.declare(added.get("secret").asString()));
    }

    private static int verify(Issued key) {
        return server.get("/v1/verify", key.authorization()).status();
    }

    @Test
    void aSecretIsShownOnceAndASourceEndsWithItsRemoval() {
        Source source = source("gitlab");
        Answer list = server.get("/v1/leak-sources", owner);
        assertThat(list.text().contains(source.secret)).isFalse();
        String types = source.path.replace("revoke-tokens", "revocable-token-types");
        assertThat(server.get(types, source.secret).json().get("types").size()).isPositive();

        String id = source.path.split("/")[4];
        assertThat(server.delete("/v1/leak-sources/" + id, owner).status()).isEqualTo(204);
        assertThat(server.get(types, source.secret).status()).isEqualTo(401);
    }

    @Test
    void aGitlabRevokesWhatItFound() {
        Source source = source("gitlab");
        Issued key = keys.issue();
        List<Map<String, String>> body = List.of(Map.of(
                "type", "gitleaks_rule_id_keyturn",
                "token", key.plaintext(),
                "location", "https://gitlab.example/a/b/-/blob/0123456789abcdef/x.yml"));

        assertThat(server.post(source.path, "wrong", body).status()).isEqualTo(401);
        assertThat(server.post(source.path, null, body).status()).isEqualTo(401);
        assertThat(server.post(source.path, source.secret, "{}").status()).isEqualTo(400);
        assertThat(verify(key)).isEqualTo(200);
        assertThat(server.post(source.path, source.secret, body).status()).isEqualTo(204);
        assertThat(verify(key)).isEqualTo(401);
        assertThat(server.post(source.path, "Bearer " + source.secret, body).status())
                .isEqualTo(204);
    }

    /** The vector that GitHub documents. */
    @Test
    void githubsOwnVectorIsRight() {
        byte[] payload = "Hello, World!".getBytes(StandardCharsets.UTF_8);
        String signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        Secret secret = Secret.of("It's a Secret to Everybody");
        assertThat(GithubEvents.isSigned(secret, signature, payload)).isTrue();
        assertThat(GithubEvents.isSigned(secret, signature.replace('7', '8'), payload))
                .isFalse();
        assertThat(GithubEvents.isSigned(secret, null, payload)).isFalse();
    }

    private static Answer event(Source source, String type, String body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(source.secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signature = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        return signed(source, type, body, signature);
    }

    private static Answer signed(Source source, String type, String body, String signature) {
        return server.send("POST", source.path, null, body, "X-GitHub-Event", type, "X-Hub-Signature-256", signature);
    }

    private static List<Events.Event> events(String type) {
        return server.get("/v1/events?types=" + type, owner).as(Events.class).events();
    }

    @Test
    void aPushIsToldOnceAndAKeyInItIsRevoked() throws Exception {
        Source source = source("github");
        Issued key = keys.issue();
        String body = "{\"ref\":\"refs/heads/main\",\"before\":\"a1\",\"after\":\"b2\",\"forced\":true,\"repository\":"
                + "{\"clone_url\":\"https://github.com/o/r.git\"},\"commits\":[{\"message\":\"use "
                + key.plaintext() + " for now\"}]}";

        assertThat(signed(source, "push", body, "sha256=00").status()).isEqualTo(401);
        assertThat(verify(key)).isEqualTo(200);
        assertThat(event(source, "push", body).status()).isEqualTo(202);
        assertThat(event(source, "push", body).status()).isEqualTo(202);

        assertThat(verify(key)).isEqualTo(401);
        List<Events.Event> pushes = events("repository.pushed");
        assertThat(pushes).hasSize(1);
        assertThat(pushes.get(0).data()).containsEntry("after", "b2").containsEntry("forced", true);
        assertThat(event(source, "push", body + " {").status()).isEqualTo(400);
    }

    @Test
    void anAlertOfGithubsIsTold() throws Exception {
        Source source = source("github");
        assertThat(event(
                                source,
                                "secret_scanning_alert",
                                "{\"action\":\"publicly_leaked\",\"alert\":{\"number\":42,\"html_url\":\"https://github.com/o/r/42\","
                                        + "\"secret_type\":\"keyturn_api_key\"},\"repository\":{\"clone_url\":\"c\"}}")
                        .status())
                .isEqualTo(202);
        assertThat(event(source, "ping", "{\"zen\":\"Design for failure.\"}").status())
                .isEqualTo(202);
        assertThat(events("alert.received").get(0).data())
                .containsEntry("action", "publicly_leaked")
                .containsEntry("number", 42);
    }

    @Test
    void whoHasAKeyEndsItAndLearnsNothing() {
        Issued live = keys.issue();
        Issued revoked = keys.issue();
        keys.change(revoked, "state = 'REVOKED', revoked_at = clock_timestamp()");
        ApiKey unknown = ApiKey.generate(new dev.keyturn.key.EnvironmentTag("prd"), new java.security.SecureRandom());

        List<Answer> answers = new ArrayList<>();
        for (String one : List.of(live.plaintext(), revoked.plaintext(), unknown.reveal(), "nothing")) {
            answers.add(server.post("/v1/revocations", null, Map.of("keys", List.of(one))));
        }

        assertThat(answers).allMatch(answer -> answer.status() == 202);
        assertThat(answers.stream().map(Answer::text).distinct()).hasSize(1);
        assertThat(verify(live)).isEqualTo(401);
        List<String> many = new ArrayList<>();
        for (int i = 0; i <= 1_000; i++) {
            many.add("x" + i);
        }
        assertThat(server.post("/v1/revocations", null, Map.of("keys", many)).status())
                .isEqualTo(422);
        assertThat(server.post("/v1/revocations", null, Map.of("keys", List.of()))
                        .status())
                .isEqualTo(422);
        assertThat(server.post("/v1/revocations", null, "{\"keys\":[null,5,\"y\"]}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void aNetworkAsksSoOftenAnHour() {
        server.bean(JdbcClient.class).sql("UPDATE intake_count SET count = 60").update();
        Answer answer = server.post("/v1/revocations", null, Map.of("keys", List.of("first")));
        for (int i = 0; i < 61 && answer.status() == 202; i++) {
            answer = server.post("/v1/revocations", null, Map.of("keys", List.of("x")));
        }
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        server.bean(JdbcClient.class).sql("DELETE FROM intake_count").update();
    }
}
