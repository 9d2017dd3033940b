package dev.keyturn.rotation;

import dev.keyturn.client.ApiException;
import dev.keyturn.client.ApiUnavailableException;
import dev.keyturn.client.KeyturnClient;
import dev.keyturn.delivery.Version;
import dev.keyturn.wire.Rotation;
import dev.keyturn.wire.RotationState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the api how rotations stand, for people to see. What it could not tell now it tells later; nothing waits. */
public final class Mirror {
    private static final Logger log = LoggerFactory.getLogger(Mirror.class);
    private static final int BATCH = 200;

    private final KeyturnClient api;
    private final Rotations rotations;
    private final Sites sites;

    public Mirror(Workshop workshop) {
        this.api = workshop.api();
        this.rotations = new Rotations(workshop.jdbc(), workshop.transaction());
        this.sites = workshop.sites();
    }

    /** Tells of everything that changed since the last time. */
    public void catchUp() {
        List<RotationRow> behind = rotations.unmirrored(BATCH);
        while (tell(behind) && behind.size() == BATCH) {
            behind = rotations.unmirrored(BATCH);
        }
    }

    /** Whether the api took all of it. */
    private boolean tell(List<RotationRow> behind) {
        for (RotationRow row : behind) {
            try {
                api.putRotation(asSeenFromOutside(row));
            } catch (ApiUnavailableException e) {
                log.info("the api was not told of rotation {} and will be later: {}", row.id(), e.getMessage());
                return false;
            } catch (ApiException e) {
                log.warn("the api does not take rotation {}: {}", row.id(), e.getMessage());
                return false;
            }
            rotations.mirrored(row.id(), row.changes());
        }
        return true;
    }

    private Rotation asSeenFromOutside(RotationRow row) {
        List<Rotation.Transition> history = rotations.history(row.id()).stream()
                .map(entry -> new Rotation.Transition(
                        RotationState.valueOf(entry.to()), entry.at(), entry.actor(), entry.reason()))
                .toList();
        return new Rotation(
                row.id(),
                row.keyId(),
                row.keyName(),
                row.environment(),
                row.state(),
                row.cause().word(),
                row.successorId(),
                address(row),
                number(row.delivered()),
                row.dueAt(),
                row.deadline(),
                attention(row),
                row.laggards(),
                history,
                runbook(row),
                destinations(row));
    }

    private List<Rotation.Destination> destinations(RotationRow row) {
        return sites.find(row.environment())
                .map(site -> DestinationStates.of(row, site.store()))
                .orElse(List.of());
    }

    private @Nullable String address(RotationRow row) {
        return sites.find(row.environment())
                .map(site -> site.store().address(row.place()))
                .orElse(row.deliveryPath());
    }

    private static @Nullable String attention(RotationRow row) {
        Attention attention = row.attention();
        return attention == null
                ? null
                : attention.what() + ": " + row.attentionWords() + ". " + attention.action() + " See docs/"
                        + attention.runbook() + ".";
    }

    private static @Nullable String runbook(RotationRow row) {
        return row.attention() == null ? null : row.attention().section();
    }

    private static @Nullable Integer number(@Nullable Version version) {
        return version != null && version.value().matches("\\d{1,9}") ? Integer.valueOf(version.value()) : null;
    }
}
