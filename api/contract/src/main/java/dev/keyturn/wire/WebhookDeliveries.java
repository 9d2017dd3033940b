package dev.keyturn.wire;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How events were sent to one address, the newest first.
 *
 * @param next give it as {@code after} for more; absent at the end
 */
public record WebhookDeliveries(
        List<Delivery> deliveries, @Nullable String next) {
    /**
     * One event on its way.
     *
     * @param eventId as {@code GET /v1/events} tells it
     * @param state {@code waiting}, {@code delivered} or {@code failed}
     * @param nextAt when it is tried again, while it waits
     * @param status that the address answered last
     * @param error why there was no answer
     */
    public record Delivery(
            UUID id,
            String eventId,
            String type,
            String state,
            int attempts,
            Instant createdAt,
            @Nullable Instant nextAt,
            @Nullable Instant endedAt,
            @Nullable Integer status,
            @Nullable String error) {}
}
