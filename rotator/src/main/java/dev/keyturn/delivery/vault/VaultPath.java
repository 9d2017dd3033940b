package dev.keyturn.delivery.vault;

import dev.keyturn.delivery.Place;
import java.util.regex.Pattern;

/**
 * Where a place is in a KV v2 mount. Every segment is one or more of {@code a-z0-9._-} and never only dots, because
 * what the driver sends is what the path says: {@code ?} would start a query, {@code %2F} would be a slash.
 */
record VaultPath(String mount, String prefix, Place place) {
    private static final Pattern SEGMENTS = segments();

    /** Where the value is read and written. */
    String data() {
        return mount + "/data/" + tail();
    }

    /** Where versions and notes are kept, without any value. */
    String metadata() {
        return mount + "/metadata/" + tail();
    }

    /** As a person types it after {@code bao kv get}. */
    String shown() {
        return mount + "/" + tail();
    }

    private String tail() {
        return prefix + "/" + place.environment() + "/" + place.slug();
    }

    /** @throws IllegalArgumentException if the text is not one or more segments with single slashes between them */
    static void requireSegments(String text, String what) {
        if (!SEGMENTS.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    what + " is made of a-z, 0-9, '.', '_' and '-', with single slashes between its parts");
        }
    }

    private static Pattern segments() {
        String segment = "(?!\\.+(/|$))[a-z0-9._-]+";
        return Pattern.compile(segment + "(/" + segment + ")*");
    }
}
