package dev.keyturn.rotation;

import dev.keyturn.delivery.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a step adds to the row; absent values stay as they are. */
record Progress(
        @Nullable Version expected,
        @Nullable UUID successorId,
        @Nullable Version delivered,
        @Nullable Instant deadline,
        @Nullable List<String> laggards) {
    static final Progress NONE = new Progress(null, null, null, null, null);

    static Progress expecting(Version version) {
        return new Progress(version, null, null, null, null);
    }

    static Progress minted(UUID successor) {
        return new Progress(null, successor, null, null, null);
    }

    static Progress delivered(Version version) {
        return new Progress(null, null, version, null, null);
    }

    static Progress until(Instant deadline) {
        return new Progress(null, null, null, deadline, null);
    }

    static Progress lagging(List<String> laggards) {
        return new Progress(null, null, null, null, laggards);
    }
}
