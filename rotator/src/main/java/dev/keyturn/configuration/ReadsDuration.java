package dev.keyturn.configuration;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** A time span as people write it: a number and {@code s}, {@code m}, {@code h} or {@code d}. */
final class ReadsDuration extends ValueDeserializer<Duration> {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,9})([smhd])");

    @Override
    public Duration deserialize(JsonParser json, DeserializationContext context) {
        return parse(json.getString());
    }

    static Duration parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no time span: write 90d, 24h, 30m or 10s");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
