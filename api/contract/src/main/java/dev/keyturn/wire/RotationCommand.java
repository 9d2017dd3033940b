package dev.keyturn.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person asks a rotator for something; it reaches the rotator as {@link EventType#ROTATION_COMMANDED}.
 *
 * @param keyId the key that is, or is to be, replaced
 * @param rotationId which rotation; absent for {@code run}
 */
public record RotationCommand(
        Command command, UUID keyId, @Nullable UUID rotationId) {

    /** What is asked for. */
    public enum Command {
        /** Replace the key now. */
        @JsonProperty("run")
        RUN,
        /** Go on with a rotation that needed attention. */
        @JsonProperty("resume")
        RESUME,
        /** Give a rotation up. */
        @JsonProperty("abort")
        ABORT,
        /** Make the key that was replaced current again, while it is still accepted. */
        @JsonProperty("rollback")
        ROLLBACK;

        /** As it stands in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
