package dev.keyturn.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.rule.Rule;
import dev.keyturn.rule.Rules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guesses: every usual notation is read, and what is no secret is told from one. */
class EvidenceTest {
    private static final Random RANDOM = new Random(20_260_103);
    private static final Matching MATCHING = new Matching(Rules.builtIn());
    private static final Rule RULE = Rules.builtIn().called("generic-api-key").orElseThrow();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String apiToken = \"{base62:38}7x\";",
                "api_token: '{base62:38}7x'",
                "API_TOKEN={base62:38}7x",
                "export API_TOKEN={hex:40}",
                "\"api_token\": \"{base62:38}7x\",",
                "<apiToken>{base62:38}7x</apiToken>",
                "<add key=\"ApiToken\" value=\"{base62:38}7x\"/>",
                "api.token={hex:32}",
                "const apiToken: string = '{base62:38}7x'",
                "apiToken := \"{base62:38}7x\"",
                ":api_token => '{base62:38}7x',",
                "setApiToken(\"{base62:38}7x\")",
                "System.setProperty(\"api.token\", \"{base62:38}7x\");",
                "| api token | {base62:38}7x |",
                "Authorization: Bearer {base62:38}7x",
                "headers[\"Authorization\"] = \"Token {hex:40}\"",
                "machine api.internal login ci password {base62:22}4z",
                "password = \"{lower:9}!Q\"",
                "spring.datasource.password={base62:14}4",
            })
    void aSecretIsFoundInItsNotation(String description) throws Exception {
        for (int i = 0; i < 20; i++) {
            String line = RULE.example(description, RANDOM);
            assertThat(guessed(line)).as(description).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String token = request.getHeader(\"X-Token-1\");",
                "password = ${DB_PASSWORD_1}",
                "password = \"{{ vault_password_2 }}\"",
                "password = \"<your password 1>\"",
                "password = \"changeme123\"",
                "password = process.env.PASSWORD_1",
                "password = \"123\"",
                "api_key = \"your_api_key_{digits:4}\"",
                "api_key = \"XXXXXXXXXXXXXXXXXXXXXXXXXXXX1\"",
                "api_key = \"00000000000000000000000000000000\"",
                "token_id = \"{uuid}\"",
                "public_token = \"{base62:38}7x\"",
                "secret_hash = \"{hex:64}\"",
                "token_url = \"https://login.internal/oauth2/v2/token\"",
                "secretName = \"my-application-secret-v2\"",
                "accessTokenValiditySeconds = 86400000",
                "the token expires after 3600000 seconds",
                "csrf_token = \"{base64:43}=\"",
                "tokenizer = \"{base62:38}7x\"",
                "PASSWORD=$(cat /run/secrets/password1)",
            })
    void whatIsNoSecretIsNot(String description) throws Exception {
        for (int i = 0; i < 20; i++) {
            String line = RULE.example(description, RANDOM);
            assertThat(guessed(line)).as(description).isFalse();
        }
    }

    @Test
    void wordsAreToldFromWhatGeneratorsMake() throws Exception {
        for (String words : List.of(
                "spring-boot-starter-webmvc-test",
                "AcceptanceTimeoutSeconds",
                "open_sesame",
                "some-bucket-2024-us-east-1")) {
            assertThat(Randomness.of(words)).as(words).isLessThan(4);
        }
        for (int i = 0; i < 200; i++) {
            assertThat(Randomness.of(RULE.example("{base62:32}", RANDOM))).isGreaterThan(4.5);
        }
    }

    @Test
    void whatCountsIsTold() {
        assertThat(Placeholders.countingShare("abcdefgh12345678")).isGreaterThan(0.9);
        assertThat(Placeholders.countingShare("qwertyuiop")).isGreaterThan(0.9);
        assertThat(Placeholders.countingShare("k3Vx9QpZ7LmT2RsW")).isZero();
    }

    private static boolean guessed(String line) {
        List<String> rules = new ArrayList<>();
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        MATCHING.match(bytes, bytes.length, new Matching.Found() {
            @Override
            public void allowed() {}

            @Override
            public void match(Match match) {
                rules.add(match.rule().id());
            }
        });
        return !rules.isEmpty();
    }
}
