package dev.keyturn.delivery.aws;

import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Held;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Version;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.MalformedKeyException;
import dev.keyturn.key.RevealsPlaintext;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a secret of ours holds: a JSON object of {@code api_key} and {@code key_id}, and nothing beside them. */
final class SecretText {
    private static final JsonMapper JSON = new JsonMapper();

    private SecretText() {}

    @RevealsPlaintext("the store serves the key to its consumers")
    static String of(Delivery delivery) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("api_key", delivery.key().reveal());
        fields.put("key_id", delivery.keyId());
        return JSON.writeValueAsString(fields);
    }

    /**
     * The id that AWS gives the version of a delivery: the same for each attempt, another for another place in history. A
     * key has so many bits that nobody finds it from this.
     */
    @RevealsPlaintext("an idempotent write is named after what it writes")
    static String token(Delivery delivery) {
        String named = "keyturn delivery " + delivery.place() + " " + delivery.expected() + " "
                + delivery.key().reveal();
        return UUID.nameUUIDFromBytes(named.getBytes(StandardCharsets.UTF_8)).toString();
    }

    static Reading judge(Version version, String text) {
        JsonNode fields = parsed(text);
        String key = fields.path("api_key").asString("");
        String keyId = fields.path("key_id").asString("");
        if (key.isEmpty() || keyId.isEmpty() || fields.size() != 2) {
            return new Reading.Foreign(version, "it is no JSON object of api_key and key_id alone");
        }
        try {
            return new Reading.Found(new Held(version, ApiKey.parse(key), keyId));
        } catch (MalformedKeyException e) {
            return new Reading.Foreign(version, "its api_key is not a key of our format: " + e.getMessage());
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }
}
