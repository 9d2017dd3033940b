package dev.keyturn.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.server.TestingServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProblemTest {
    private static TestingServer server;

    @BeforeAll
    static void start() {
        server = TestingServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void anUnknownAddressIs404() {
        TestingServer.Answer answer = server.get("/v1/nothing", null);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().get("code").asString()).isEqualTo("not-found");
        assertThat(answer.json().get("type").asString()).isEqualTo("urn:keyturn:problem:not-found");
        assertThat(answer.json().get("instance").asString()).isEqualTo("/v1/nothing");
        assertThat(answer.header("X-Request-Id"))
                .isEqualTo(answer.json().get("requestId").asString());
    }
}
