package dev.keyturn.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a key.
 *
 * @param name descriptive, so that one knows which service uses the key; 1 to 100 characters
 * @param environment short name, such as {@code prd}
 * @param scopes what the key may do, such as {@code events:write}; none means verification alone
 * @param managed whether the rotator delivers and rotates it; false if absent
 */
public record NewKey(
        String name,
        String environment,
        @Nullable List<String> scopes,
        @Nullable Boolean managed) {}
