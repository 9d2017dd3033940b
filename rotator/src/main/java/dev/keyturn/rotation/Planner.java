package dev.keyturn.rotation;

import dev.keyturn.policy.DueClock;
import dev.keyturn.policy.Policy;
import dev.keyturn.schedule.ManagedKey;
import dev.keyturn.schedule.ManagedKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Plans a rotation for every key that is due, and for every one that the store does not have. */
public final class Planner {
    private final Rotations rotations;
    private final ManagedKeys keys;
    private final Sites sites;
    private final DueClock clock;
    private final String actor;

    public Planner(Workshop workshop) {
        this.rotations = new Rotations(workshop.jdbc(), workshop.transaction());
        this.keys = new ManagedKeys(workshop.jdbc());
        this.sites = workshop.sites();
        this.clock = workshop.clock();
        this.actor = workshop.worker();
    }

    /**
     * Plans what is due now, as much as each environment takes at once.
     *
     * @return the rotations that were planned
     */
    public List<UUID> plan() {
        List<UUID> planned = new ArrayList<>();
        for (Site site : sites.all()) {
            int room = site.policy().parallel() - rotations.underWay(site.environment());
            for (ManagedKey key : idle(site)) {
                boolean scheduled = key.isDelivered();
                if (scheduled && (room <= 0 || !isDue(key, site.policy()))) {
                    continue;
                }
                Cause cause = scheduled ? Cause.SCHEDULE : Cause.FIRST_DELIVERY;
                Instant due = scheduled ? key.dueAt(site.policy().interval(), clock) : clock.now();
                rotations.plan(key, cause, due, actor).ifPresent(planned::add);
                room--;
            }
        }
        return planned;
    }

    private List<ManagedKey> idle(Site site) {
        Duration interval = site.policy().interval();
        return keys.idle(
                site.environment(), clock.now().minus(interval.multipliedBy(95).dividedBy(100)));
    }

    private boolean isDue(ManagedKey key, Policy policy) {
        return !key.dueAt(policy.interval(), clock).isAfter(clock.now());
    }
}
