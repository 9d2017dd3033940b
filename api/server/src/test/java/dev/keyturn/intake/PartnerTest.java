package dev.keyturn.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.revocation.TestingKeys.Issued;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.wire.Leak;
import dev.keyturn.wire.LeakList;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** GitHub's partner protocol, from its documented form to what a stranger may try with it. */
class PartnerTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PROPERTY = "keyturn.partners.github-keys";

    private static TestingForge forge;
    private static TestingServer server;
    private static TestingKeys keys;
    private static Issued reader;

    @BeforeAll
    static void start() {
        forge = new TestingForge();
        System.setProperty(PROPERTY, forge.keysAddress());
        server = TestingServer.start();
        System.clearProperty(PROPERTY);
        keys = TestingKeys.tenant(server);
        reader = keys.issue("leaks:read");
    }

    @AfterAll
    static void stop() {
        server.close();
        forge.close();
    }

    @RevealsPlaintext("as a forge reports it")
    private static String match(ApiKey key) {
        return "{\"token\":\"" + key.reveal() + "\",\"type\":\"keyturn_api_key\","
                + "\"url\":\"https://github.com/octo/repo/blob/0123456789abcdef0123456789abcdef01234567/src/a.env\","
                + "\"source\":\"content\"}";
    }

    private static ApiKey unknown() {
        return ApiKey.generate(new EnvironmentTag("prd"), RANDOM);
    }

    private static int verify(Issued key) {
        return server.get("/v1/verify", key.authorization()).status();
    }

    @Test
    void whatGithubFoundIsRevokedLabelledAndRecorded() {
        Issued live = keys.issue();
        ApiKey unknown = unknown();

        Answer answer = forge.report(server, "[" + match(live.key()) + "," + match(unknown) + "]");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode labels = answer.json();
        assertThat(labels.at("/0/label").asString()).isEqualTo("true_positive");
        assertThat(labels.at("/0/token_hash").asString())
                .isEqualTo(live.fingerprint().hex());
        assertThat(labels.at("/0/token_type").asString()).isEqualTo("keyturn_api_key");
        assertThat(labels.at("/1/label").asString()).isEqualTo("false_positive");
        assertThat(verify(live)).isEqualTo(401);
        Leak leak = server.get("/v1/leaks", reader.authorization()).as(LeakList.class).leaks().stream()
                .filter(one -> one.keyId().equals(live.id()))
                .findFirst()
                .orElseThrow();
        assertThat(leak.places().get(0).repository()).isEqualTo("https://github.com/octo/repo");
        assertThat(leak.places().get(0).path()).isEqualTo("src/a.env");
        assertThat(leak.source()).isEqualTo("partner:github content");
    }

    @Test
    void oneBadItemSpoilsNoOther() {
        Issued live = keys.issue();
        Answer answer = forge.report(
                server,
                "[null,{},{\"token\":7},{\"token\":\"\"},{\"token\":\"nothing of ours\",\"source\":\"gibberish\"},"
                        + match(live.key()) + "]");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().size()).isEqualTo(2);
        assertThat(verify(live)).isEqualTo(401);
    }

    @Test
    void whatIsNotSignedByteForByteIsRefused() {
        Issued live = keys.issue();
        String body = "[" + match(live.key()) + "]";
        String signature = forge.sign(body);

        assertThat(TestingForge.report(server, body, "k1", TestingForge.sign(TestingForge.p256(), body))
                        .status())
                .as("forged")
                .isEqualTo(401);
        assertThat(TestingForge.report(server, body.replace(",\"source\"", ", \"source\""), "k1", signature)
                        .status())
                .as("written anew")
                .isEqualTo(401);
        assertThat(TestingForge.report(server, body.substring(0, body.length() - 1), "k1", signature)
                        .status())
                .as("cut")
                .isEqualTo(401);
        assertThat(TestingForge.report(server, body, "k1", "AAAA").status()).isEqualTo(401);
        assertThat(TestingForge.report(server, body, "k1", "%%%").status()).isEqualTo(401);
        assertThat(server.post("/v1/intake/github/secret-scanning", null, body).status())
                .isEqualTo(401);
        assertThat(verify(live)).isEqualTo(200);
        assertThat(forge.report(server, "{\"not\":\"a list\"}").status()).isEqualTo(400);
        assertThat(forge.report(server, "[").status()).isEqualTo(400);
    }

    @Test
    void aHugeBodyIsRefusedUnread() {
        String body = "[" + " ".repeat(10_000_001) + "]";
        assertThat(TestingForge.report(server, body, "k1", "AAAA").status()).isEqualTo(413);
    }

    @Test
    void aRepeatChangesNothingAndAReplayIsRefused() {
        Issued live = keys.issue();
        String body = "[" + match(live.key()) + "]";
        String signature = forge.sign(body);
        assertThat(TestingForge.report(server, body, "k1", signature).status()).isEqualTo(200);
        assertThat(TestingForge.report(server, body, "k1", signature)
                        .json()
                        .at("/0/label")
                        .asString())
                .isEqualTo("true_positive");
        JdbcClient jdbc = server.bean(JdbcClient.class);
        assertThat(jdbc.sql("SELECT count(*) FROM event WHERE type = 'leak.recorded' AND data->>'keyId' = :key")
                        .param("key", live.id().toString())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);

        jdbc.sql("UPDATE intake_delivery SET at = at - interval '2 hours'").update();
        assertThat(TestingForge.report(server, body, "k1", signature).status()).isEqualTo(401);
    }

    @Test
    void anUnknownKeyIsAskedForOnceAMinuteAtMost() {
        forge.report(server, "[]");
        int before = forge.reads();
        for (int i = 0; i < 5; i++) {
            assertThat(TestingForge.report(server, "[]", "k" + i + "?", forge.sign("[]"))
                            .status())
                    .isEqualTo(401);
        }
        assertThat(forge.reads() - before).isLessThanOrEqualTo(1);
        forge.answer(429);
        assertThat(forge.report(server, "[ ]").status()).isEqualTo(200);
        forge.answer(200);
    }

    @Test
    void tenThousandTokensAreAnsweredInFiveSeconds() {
        List<ApiKey> tokens = new ArrayList<>();
        List<Issued> live = keys.issueMany(1_000);
        live.forEach(key -> tokens.add(key.key()));
        while (tokens.size() < 10_000) {
            tokens.add(unknown());
        }
        Collections.shuffle(tokens, RANDOM);
        String body = tokens.stream().map(PartnerTest::match).collect(Collectors.joining(",", "[", "]"));

        Instant start = Instant.now();
        Answer answer = forge.report(server, body);
        Duration took = Duration.between(start, Instant.now());

        assertThat(answer.json().size()).isEqualTo(10_000);
        assertThat(took).isLessThan(Duration.ofSeconds(5));
        assertThat(verify(live.get(500))).isEqualTo(401);
    }
}
