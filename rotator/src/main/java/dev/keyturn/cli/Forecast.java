package dev.keyturn.cli;

import dev.keyturn.configuration.Assembly;
import dev.keyturn.delivery.Readiness;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.policy.DueClock;
import dev.keyturn.rotation.RotationRow;
import dev.keyturn.rotation.Site;
import dev.keyturn.rotation.Timetable;
import dev.keyturn.rotation.Turn;
import dev.keyturn.schedule.Inventory;
import dev.keyturn.schedule.ManagedKey;
import dev.keyturn.wire.Consumers;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the rotator would do, and what would stop it. Reads only. */
final class Forecast {
    private static final int NAMED_CONSUMERS = 5;

    /**
     * One key.
     *
     * @param rotationId of the rotation that is under way, if one is
     * @param dueAt when it reaches its age
     * @param startsAt when its rotation may begin: in a window, out of freezes, after the environment before
     * @param why of both times
     * @param delivery where its successor would go
     * @param expectedVersion what the store must be at then
     * @param obstacle what would stop it today
     * @param consumers who uses the key
     */
    record Entry(
            UUID keyId,
            String name,
            String slug,
            String environment,
            @Nullable UUID rotationId,
            Instant dueAt,
            Instant startsAt,
            List<String> why,
            String delivery,
            String expectedVersion,
            @Nullable String obstacle,
            List<String> consumers) {}

    private final Assembly assembly;
    private final DueClock clock;
    private final boolean hasTables;
    private final Timetable timetable;

    Forecast(Assembly assembly, DueClock clock) {
        this.assembly = assembly;
        this.clock = clock;
        this.hasTables = assembly.database().exists();
        this.timetable = new Timetable(assembly.workshop());
    }

    /** Everything that begins before a time, the first on top. */
    List<Entry> until(Instant end) {
        return assembly.workshop().sites().all().stream()
                .flatMap(site -> of(site, end))
                .sorted(Comparator.comparing(Entry::startsAt).thenComparing(Entry::name))
                .toList();
    }

    private Stream<Entry> of(Site site, Instant end) {
        return assembly.workshop().api().keys(site.environment()).stream()
                .filter(key -> key.managed() && key.state() == KeyState.ACTIVE)
                .map(key -> entry(site, key))
                .filter(entry -> !entry.startsAt().isAfter(end));
    }

    private Entry entry(Site site, KeyView view) {
        ManagedKey key = known(view);
        Optional<RotationRow> open = hasTables ? assembly.rotations().openOf(view.id()) : Optional.empty();
        Turn turn = open.map(Forecast::underWay).orElseGet(() -> turn(site, key));
        return new Entry(
                view.id(),
                view.name(),
                key.slug(),
                view.environment(),
                open.map(RotationRow::id).orElse(null),
                turn.dueAt(),
                turn.startsAt(),
                turn.reasons(),
                site.store().address(key.place()),
                expected(key).value(),
                obstacle(site, key, turn),
                consumers(view.id()));
    }

    /** Without tables nothing was delivered yet. */
    private Turn turn(Site site, ManagedKey key) {
        return hasTables
                ? timetable.of(site, key)
                : new Turn(clock.now(), clock.now(), List.of("first delivery: the store does not have it yet"), null);
    }

    private ManagedKey known(KeyView view) {
        Optional<ManagedKey> known = hasTables ? assembly.keys().find(view.lineage()) : Optional.empty();
        return known.filter(key -> key.keyId().equals(view.id())).orElseGet(() -> Inventory.of(view));
    }

    private static Turn underWay(RotationRow row) {
        String why = "rotation " + row.id() + " is under way: " + row.state();
        return new Turn(row.dueAt(), row.dueAt(), List.of(why), row.attentionWords());
    }

    private static Version expected(ManagedKey key) {
        return key.recorded() == null ? Version.NONE : key.recorded();
    }

    private static @Nullable String obstacle(Site site, ManagedKey key, Turn turn) {
        if (turn.blocked() != null) {
            return turn.blocked();
        }
        Readiness readiness = site.store().check(key.place());
        if (readiness instanceof Trouble trouble) {
            return trouble.toString();
        }
        Version current = ((Readiness.Ready) readiness).current();
        return site.store().isSame(expected(key), current)
                ? null
                : "somebody else wrote: the store is at version " + current + ", recorded is " + expected(key);
    }

    private List<String> consumers(UUID keyId) {
        Consumers consumers = assembly.workshop().api().consumers(keyId);
        return consumers.consumers().stream()
                .map(consumer -> consumer.name() == null || consumer.name().isEmpty()
                        ? consumer.network() + " " + consumer.agent()
                        : consumer.name())
                .distinct()
                .limit(NAMED_CONSUMERS)
                .toList();
    }
}
