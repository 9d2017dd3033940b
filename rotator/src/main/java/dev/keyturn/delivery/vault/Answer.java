package dev.keyturn.delivery.vault;

import dev.keyturn.delivery.Trouble;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What came back from Vault, if anything. */
sealed interface Answer {

    /**
     * An answer with a status. It prints its status only: a body can hold anything.
     *
     * @param body the object that was sent, empty if none or no JSON
     * @param retryAfter how long the server asked to be left alone
     */
    record Replied(int status, JsonObject body, Optional<Duration> retryAfter) implements Answer {

        /** The object at a path of names, empty if there is none. */
        JsonObject object(String... path) {
            JsonValue at = body;
            for (String name : path) {
                at = at == null || !at.isObject() ? null : at.asObject().get(name);
            }
            return at == null || !at.isObject() ? new JsonObject() : at.asObject();
        }

        /** Whether one of the server's error texts holds some words; the texts themselves go nowhere. */
        boolean complainsOf(String words) {
            JsonValue errors = body.get("errors");
            return errors != null
                    && errors.isArray()
                    && StreamSupport.stream(errors.asArray().spliterator(), false)
                            .anyMatch(error ->
                                    error.isString() && error.asString().contains(words));
        }

        @Override
        public String toString() {
            return "status " + status;
        }
    }

    /**
     * No answer, or a part of one.
     *
     * @param reached whether the request may have reached the server
     * @param interrupted whether the waiting thread was told to stop
     * @param why for a person
     */
    record Lost(boolean reached, boolean interrupted, String why) implements Answer {}

    /** The question was not asked, because the sign-in did not succeed. */
    record NotAsked(Trouble trouble) implements Answer {}

    /** The string of that name, if there is one. */
    static Optional<String> text(JsonObject object, String name) {
        @Nullable JsonValue value = object.get(name);
        return value != null && value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    /** The whole number of that name, or 0. */
    static long number(JsonObject object, String name) {
        @Nullable JsonValue value = object.get(name);
        return value != null && value.isNumber() && value.toString().matches("\\d{1,18}") ? value.asLong() : 0;
    }
}
