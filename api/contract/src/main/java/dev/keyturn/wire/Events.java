package dev.keyturn.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What happened in a tenant, in order, each at least once.
 *
 * @param cursor give it as {@code after} next time, whether or not there were events
 */
public record Events(List<Event> events, String cursor) {

    /**
     * @param type one of the constants of {@link EventType}
     * @param data depends on the type; never holds plaintext
     */
    public record Event(String id, String type, Instant at, Map<String, Object> data) {}
}
