package dev.keyturn.key;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The short name of an environment, as it stands in a key: {@code dev}, {@code stg}, {@code prd} by default.
 *
 * @param value 2 to 12 of {@code a-z0-9}; never {@code live}, {@code test} or {@code prod}: scanners take
 *     {@code sk_live_} and its kin for Stripe's keys, and verifying scanners would send ours there
 */
public record EnvironmentTag(String value) implements Comparable<EnvironmentTag> {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9]{2,12}");
    private static final Set<String> TAKEN = Set.of("live", "test", "prod");

    /** @throws IllegalArgumentException if the value is no tag; the message says what is allowed */
    public EnvironmentTag {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("an environment's short name is 2 to 12 of a-z and 0-9, such as dev");
        }
        if (TAKEN.contains(value)) {
            throw new IllegalArgumentException("'" + value + "' is not possible as an environment: sk_" + value
                    + "_ is Stripe's; take prd, stg or dev");
        }
    }

    /** Whether a string could be given to the constructor. */
    public static boolean isValid(String value) {
        return SHAPE.matcher(value).matches() && !TAKEN.contains(value);
    }

    @Override
    public int compareTo(EnvironmentTag other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
