package dev.keyturn.delivery.vault;

import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Held;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Version;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.MalformedKeyException;
import dev.keyturn.key.RevealsPlaintext;
import io.github.jopenlibs.vault.json.JsonObject;
import java.util.Optional;

/** What a secret of ours holds: {@code api_key} and {@code key_id}, and nothing beside them. */
final class Contents {
    static final String API_KEY = "api_key";
    static final String KEY_ID = "key_id";

    private Contents() {}

    /** A delivery as the fields of a secret. */
    @RevealsPlaintext("the store serves the key to its consumers")
    static JsonObject of(Delivery delivery) {
        return new JsonObject().add(API_KEY, delivery.key().reveal()).add(KEY_ID, delivery.keyId());
    }

    /** The fields of a secret, judged. */
    static Reading judge(Version version, JsonObject fields) {
        Optional<String> key = Answer.text(fields, API_KEY);
        Optional<String> keyId = Answer.text(fields, KEY_ID);
        if (key.isEmpty()) {
            return new Reading.Foreign(version, "it has no field " + API_KEY + ", but " + fields.size() + " other(s)");
        }
        if (keyId.isEmpty() || fields.size() > 2) {
            return new Reading.Foreign(
                    version,
                    keyId.isEmpty()
                            ? "it has no field " + KEY_ID + ": no rotation put it there"
                            : "beside the key it has " + (fields.size() - 2)
                                    + " other field(s), which a delivery would wipe out");
        }
        try {
            return new Reading.Found(new Held(version, ApiKey.parse(key.get()), keyId.get()));
        } catch (MalformedKeyException e) {
            return new Reading.Foreign(version, "its " + API_KEY + " is not a key of our format: " + e.getMessage());
        }
    }

    /** A version as Vault counts, 0 being that of nothing. */
    static Version version(long number) {
        return number == 0 ? Version.NONE : new Version(Long.toString(number));
    }

    /**
     * The number that Vault is to compare with.
     *
     * @throws IllegalArgumentException if the version is not one that this store gave out
     */
    static long checkAndSet(Version expected) {
        if (expected.equals(Version.NONE)) {
            return 0;
        }
        if (!expected.value().matches("[1-9]\\d{0,17}")) {
            throw new IllegalArgumentException("'" + expected + "' is no version of a secret in Vault");
        }
        return Long.parseLong(expected.value());
    }
}
