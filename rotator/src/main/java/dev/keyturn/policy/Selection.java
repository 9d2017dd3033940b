package dev.keyturn.policy;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Keys of an environment by their slugs.
 *
 * @param pattern a slug, in which {@code *} stands for any characters
 * @param except patterns of what is not meant, though it fits
 */
public record Selection(String pattern, List<String> except) {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9._*-]+");

    /** @throws IllegalArgumentException if the pattern could not fit any slug */
    public Selection {
        if (!SHAPE.matcher(pattern).matches()) {
            throw new IllegalArgumentException(
                    "'" + pattern + "' is no pattern of slugs: a-z, 0-9, '.', '_', '-', and '*' for any characters");
        }
        except = List.copyOf(except);
    }

    /** Whether a key is meant. */
    public boolean has(String slug) {
        return fits(pattern, slug) && except.stream().noneMatch(not -> fits(not, slug));
    }

    private static boolean fits(String pattern, String slug) {
        return slug.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    }

    /** The pattern as SQL's LIKE has it. */
    public String like() {
        return like(pattern);
    }

    /** The exceptions as SQL's LIKE has them. */
    public String[] notLike() {
        return except.stream().map(Selection::like).toArray(String[]::new);
    }

    private static String like(String pattern) {
        return pattern.replace("_", "\\_").replace("*", "%");
    }
}
