package dev.keyturn.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key that was seen where it should not be.
 *
 * @param revokedAt when the leak, or an earlier decision, ended the key
 * @param successor id of the key that replaced it, once there is one
 */
public record Leak(
        UUID id,
        UUID keyId,
        String keyName,
        String environment,
        String hint,
        String source,
        Instant detectedAt,
        @Nullable Instant revokedAt,
        @Nullable UUID successor,
        List<Place> places) {

    /** One sighting. */
    public record Place(
            @Nullable String repository,
            @Nullable String commit,
            @Nullable String path,
            @Nullable Integer line,
            @Nullable String author,
            @Nullable Instant committedAt,
            Instant reportedAt) {}
}
