package dev.keyturn.rotation;

import dev.keyturn.schedule.ManagedKey;
import dev.keyturn.schedule.ManagedKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Plans a rotation for every key that is due, and for every one that the store does not have. */
public final class Planner {
    private final Rotations rotations;
    private final ManagedKeys keys;
    private final Workshop workshop;

    public Planner(Workshop workshop) {
        this.rotations = new Rotations(workshop.jdbc(), workshop.transaction());
        this.keys = new ManagedKeys(workshop.jdbc());
        this.workshop = workshop;
    }

    /**
     * Plans what is due now, as much as each environment takes at once.
     *
     * @return the rotations that were planned
     */
    public List<UUID> plan() {
        List<UUID> planned = new ArrayList<>();
        Timetable timetable = new Timetable(workshop);
        for (Site site : workshop.sites().all()) {
            planned.addAll(rotations.plan(due(site, timetable), workshop.worker()));
        }
        return planned;
    }

    private List<Rotations.Plan> due(Site site, Timetable timetable) {
        List<Rotations.Plan> due = new ArrayList<>();
        int room = site.policy().parallel() - rotations.underWay(site.environment());
        for (ManagedKey key : idle(site)) {
            boolean scheduled = key.isDelivered();
            Turn turn = scheduled && room <= 0 ? null : timetable.of(site, key);
            if (turn != null && turn.hasCome(workshop.clock().now())) {
                Cause cause = scheduled ? Cause.SCHEDULE : Cause.FIRST_DELIVERY;
                due.add(new Rotations.Plan(key, cause, turn.dueAt()));
                room--;
            }
        }
        return due;
    }

    private List<ManagedKey> idle(Site site) {
        return site.shares().stream()
                .flatMap(
                        share -> keys
                                .idle(
                                        site.environment(),
                                        share.keys(),
                                        share.policy()
                                                .madeBefore(workshop.clock().now()))
                                .stream())
                .toList();
    }
}
