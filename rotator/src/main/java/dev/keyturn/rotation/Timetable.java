package dev.keyturn.rotation;

import dev.keyturn.policy.DueClock;
import dev.keyturn.policy.Policy;
import dev.keyturn.schedule.ManagedKey;
import dev.keyturn.schedule.ManagedKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells when keys have their turn: by age, calendar, and the environment before. Made anew for each pass over the keys. */
public final class Timetable {
    private final ManagedKeys keys;
    private final Sites sites;
    private final DueClock clock;
    private final Promotion promotion;

    public Timetable(Workshop workshop) {
        this.keys = new ManagedKeys(workshop.jdbc());
        this.sites = workshop.sites();
        this.clock = workshop.clock();
        this.promotion = new Promotion(workshop.api(), new Rotations(workshop.jdbc(), workshop.transaction()));
    }

    /** The turn of a key. What the store does not have yet does not wait for anything. */
    public Turn of(Site site, ManagedKey key) {
        if (!key.isDelivered()) {
            Instant now = clock.now();
            return new Turn(now, now, List.of("first delivery: the store does not have it yet"), null);
        }
        Policy policy = site.policy(key.slug());
        Instant due = key.dueAt(policy, clock);
        List<String> reasons = new ArrayList<>();
        reasons.add(
                "made " + key.rotatedAt().truncatedTo(ChronoUnit.SECONDS) + ", replaced at " + words(policy.interval())
                        + " less up to " + Math.round(policy.timing().jitter() * 100) + " %");
        Instant start = due.isBefore(clock.now()) ? clock.now() : due;
        Optional<Promotion.Wait> before = before(site, key, start);
        before.ifPresent(wait -> reasons.add("after " + site.after() + ": " + wait.why()));
        Instant reached = before.map(Promotion.Wait::until)
                .filter(until -> until.isAfter(start))
                .orElse(start);
        policy.timing().calendar().closed(reached).ifPresent(reasons::add);
        return new Turn(due, policy.timing().calendar().nextOpen(reached), reasons, blocked(before));
    }

    private static @Nullable String blocked(Optional<Promotion.Wait> before) {
        return before.filter(wait -> wait.until() == null)
                .map(Promotion.Wait::why)
                .orElse(null);
    }

    private Optional<Promotion.Wait> before(Site site, ManagedKey key, Instant start) {
        String environment = site.after();
        if (environment == null) {
            return Optional.empty();
        }
        Duration soak = site.policy(key.slug()).timing().soak();
        Optional<Promotion.Wait> wait = sites.find(environment)
                .map(before -> promotion
                        .ofOurs(environment, key.slug(), soak)
                        .filter(Timetable::isPending)
                        .or(() -> goesFirst(before, key, start)))
                .orElseGet(() -> promotion.ofOthers(environment, key.name(), soak));
        return wait.filter(found -> isOf(found, start));
    }

    private static boolean isPending(Promotion.Wait wait) {
        return wait.until() == null;
    }

    /** A soak that is over by then is nothing to wait for. */
    private static boolean isOf(Promotion.Wait wait, Instant start) {
        return wait.until() == null || wait.until().isAfter(start);
    }

    /** The same key of the environment before is due by then, so that it has its turn before. */
    private Optional<Promotion.Wait> goesFirst(Site before, ManagedKey key, Instant start) {
        Duration soak = before.policy(key.slug()).timing().soak();
        return keys.find(before.environment(), key.slug())
                .map(sibling -> of(before, sibling))
                .filter(turn -> !turn.dueAt().isAfter(start))
                .map(turn -> new Promotion.Wait(
                        turn.blocked() == null ? turn.startsAt().plus(soak) : null,
                        before.environment() + "/" + key.slug() + " is due first",
                        turn.blocked() != null))
                .or(() -> promotion.ofOurs(before.environment(), key.slug(), soak));
    }

    private static String words(Duration interval) {
        return interval.toDays() >= 1 ? interval.toDays() + " days" : interval.toString();
    }
}
