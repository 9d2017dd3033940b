package dev.keyturn.configuration;

import java.time.DateTimeException;
import java.time.LocalDate;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** A date. YAML makes a time of one that stands there without quotes: the date is its beginning. */
final class ReadsDay extends ValueDeserializer<LocalDate> {
    private static final int LENGTH = 10;

    @Override
    public LocalDate deserialize(JsonParser json, DeserializationContext context) {
        String text = json.getString();
        try {
            return LocalDate.parse(text.length() > LENGTH ? text.substring(0, LENGTH) : text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + text + "' is no date: write 2026-12-20");
        }
    }
}
