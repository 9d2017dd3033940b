package dev.keyturn.schedule;

import dev.keyturn.client.KeyturnClient;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Keeps the table of managed keys like the api's list, for the environments that this rotator serves. */
public final class Inventory {
    private final KeyturnClient api;
    private final ManagedKeys keys;
    private final Set<String> environments;

    public Inventory(KeyturnClient api, ManagedKeys keys, Set<String> environments) {
        this.api = api;
        this.keys = keys;
        this.environments = Set.copyOf(environments);
    }

    /** Reads the whole list. */
    public void refresh() {
        for (String environment : environments) {
            Set<UUID> missing = new HashSet<>();
            keys.in(environment).forEach(key -> missing.add(key.lineage()));
            for (KeyView view : api.keys(environment)) {
                if (view.managed() && view.state() != KeyState.REVOKED) {
                    missing.remove(view.lineage());
                }
                take(view);
            }
            missing.forEach(keys::releaseIdle);
        }
    }

    /** Reads one key that changed. */
    public void refresh(UUID keyId) {
        take(api.key(keyId));
    }

    /** Takes one key as the api shows it. */
    public void take(KeyView view) {
        if (!environments.contains(view.environment())) {
            return;
        }
        if (!view.managed()) {
            keys.find(view.lineage())
                    .filter(key -> key.keyId().equals(view.id()))
                    .ifPresent(key -> keys.release(key.lineage()));
        } else if (view.state() == KeyState.ACTIVE || view.state() == KeyState.DISABLED) {
            keys.put(of(view));
        }
    }

    /** A key as it is before anything was delivered. */
    public static ManagedKey of(KeyView view) {
        Instant made = view.activatedAt() == null ? view.createdAt() : view.activatedAt();
        return new ManagedKey(
                view.lineage(),
                view.id(),
                view.name(),
                view.environment(),
                slug(view),
                view.deliveryPath(),
                made,
                null,
                null,
                null);
    }

    /** The path was fixed when the key became managed; its name may have changed since. */
    private static String slug(KeyView view) {
        String path = view.deliveryPath();
        return path == null ? view.slug() : path.substring(path.lastIndexOf('/') + 1);
    }
}
