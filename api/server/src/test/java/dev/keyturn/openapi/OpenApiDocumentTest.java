package dev.keyturn.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OpenApiDocumentTest {
    @Test
    void everyCallIsDescribedAndHasItsSentence() {
        try (TestingServer server = TestingServer.shared()) {
            OpenApiDocument document = server.bean(OpenApiDocument.class);

            assertThat(document.calls().keySet().stream().map(call -> call.replace(' ', '_')))
                    .containsExactlyInAnyOrderElementsOf(
                            OpenApiDocument.sentences().stringPropertyNames());

            Answer answer = server.get("/openapi.json", null);
            JsonNode create = answer.json().at("/paths/~1v1~1keys/post");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).startsWith("application/json");
            assertThat(create.at("/responses/201/content/application~1json/schema/$ref")
                            .asString())
                    .isEqualTo("#/components/schemas/IssuedKey");
            assertThat(create.at("/security/0").has("person")).isTrue();
            assertThat(create.at("/parameters/0/name").asString()).isEqualTo("Idempotency-Key");
            assertThat(answer.json().at("/components/schemas/NewKey/required/0").asString())
                    .isEqualTo("name");
            assertThat(answer.json().at("/components/schemas/NewKey/required").size())
                    .isEqualTo(2);
            assertThat(answer.json().at("/paths/~1v1~1verify/get").isObject()).isTrue();
        }
    }
}
