package dev.keyturn.delivery;

import dev.keyturn.key.EnvironmentTag;
import java.util.regex.Pattern;

/**
 * Where one key is delivered to, in any store: an environment and the slug of the key's name.
 *
 * @param environment keeps what is delivered for one environment apart from every other
 * @param slug 1 to 128 of {@code a-z0-9._-}, starting with a letter or digit: nothing that a path, a URL or a file name
 *     reads as anything but itself
 */
public record Place(EnvironmentTag environment, String slug) {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}");

    /** @throws IllegalArgumentException if the slug is not of that shape */
    public Place {
        if (!SLUG.matcher(slug).matches()) {
            throw new IllegalArgumentException(
                    "a key's slug is 1 to 128 of a-z, 0-9, '.', '_' and '-', and starts with a letter or digit");
        }
    }

    @Override
    public String toString() {
        return environment + "/" + slug;
    }
}
