package dev.keyturn.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Up to 1,000 keys that were made elsewhere and are to be accepted here as they are. */
public record KeyImport(List<Entry> keys) {
    /**
     * One key. Its plaintext stays where it is.
     *
     * @param fingerprint SHA-256 of the key, hex
     * @param hint what may be shown of it, such as its last four characters
     */
    public record Entry(
            String fingerprint,
            String name,
            String environment,
            @Nullable String hint,
            @Nullable List<String> scopes,
            @Nullable Boolean managed,
            @Nullable List<String> networks,
            @Nullable Instant expiresAt,
            @Nullable String owner,
            @Nullable Map<String, String> metadata) {}
}
