package dev.keyturn.configuration;

import java.time.DateTimeException;
import java.time.LocalTime;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** A time of day. YAML reads 16:00 without quotes as a number to the base of 60, which is minutes. */
final class ReadsTimeOfDay extends ValueDeserializer<LocalTime> {
    private static final int HOUR = 60;

    @Override
    public LocalTime deserialize(JsonParser json, DeserializationContext context) {
        try {
            if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                return LocalTime.of(json.getIntValue() / HOUR, json.getIntValue() % HOUR);
            }
            return LocalTime.parse(json.getString());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + json.getString() + "' is no time of day: write \"09:00\"");
        }
    }
}
