package dev.keyturn.delivery;

/**
 * Which content of a place is meant. What it looks like is the store's own affair (Vault counts 1, 2, 3): keep it as
 * text and compare for equality only.
 *
 * @param value never empty
 */
public record Version(String value) {
    /** Nothing was ever written. As the expected version it asks for the first write. */
    public static final Version NONE = new Version("none");

    /** @throws IllegalArgumentException if the value is empty */
    public Version {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a version is never empty");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
