package dev.keyturn.cli;

import dev.keyturn.configuration.Assembly;
import dev.keyturn.delivery.Readiness;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.policy.DueClock;
import dev.keyturn.rotation.RotationRow;
import dev.keyturn.rotation.Site;
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
import org.jspecify.annotations.Nullable;

/** What the rotator would do, and what would stop it. Reads only. */
final class Forecast {
    private static final int NAMED_CONSUMERS = 5;

    /**
     * One key.
     *
     * @param why of the date
     * @param delivery where its successor would go
     * @param obstacle what would stop it today
     * @param consumers who uses the key
     */
    record Entry(
            UUID keyId,
            String name,
            String environment,
            Instant dueAt,
            String why,
            String delivery,
            @Nullable String obstacle,
            List<String> consumers) {}

    private final Assembly assembly;
    private final DueClock clock;
    private final boolean hasTables;

    Forecast(Assembly assembly, DueClock clock) {
        this.assembly = assembly;
        this.clock = clock;
        this.hasTables = assembly.database().exists();
    }

    /** Everything that falls due before a time, the first due on top. */
    List<Entry> until(Instant end) {
        return assembly.workshop().sites().all().stream()
                .flatMap(site -> assembly.workshop().api().keys(site.environment()).stream()
                        .filter(key -> key.managed() && key.state() == KeyState.ACTIVE)
                        .map(key -> entry(site, key)))
                .filter(entry -> !entry.dueAt().isAfter(end))
                .sorted(Comparator.comparing(Entry::dueAt).thenComparing(Entry::name))
                .toList();
    }

    private Entry entry(Site site, KeyView view) {
        ManagedKey key = known(view);
        Optional<RotationRow> open = hasTables ? assembly.rotations().openOf(view.id()) : Optional.empty();
        Instant due = open.map(RotationRow::dueAt)
                .orElseGet(() -> key.isDelivered() ? key.dueAt(site.policy().interval(), clock) : clock.now());
        return new Entry(
                view.id(),
                view.name(),
                view.environment(),
                due,
                open.map(Forecast::underWay).orElseGet(() -> why(site, key)),
                site.store().address(key.place()),
                open.map(RotationRow::attentionWords).orElseGet(() -> obstacle(site, key)),
                consumers(view.id()));
    }

    private ManagedKey known(KeyView view) {
        Optional<ManagedKey> known = hasTables ? assembly.keys().find(view.lineage()) : Optional.empty();
        return known.filter(key -> key.keyId().equals(view.id())).orElseGet(() -> Inventory.of(view));
    }

    private static String underWay(RotationRow row) {
        return "rotation " + row.id() + " is under way: " + row.state();
    }

    private static String why(Site site, ManagedKey key) {
        if (!key.isDelivered()) {
            return "first delivery: the store does not have it yet";
        }
        return "made " + Words.time(key.rotatedAt()) + ", replaced at "
                + Words.span(site.policy().interval()) + " less up to 5 %";
    }

    private static @Nullable String obstacle(Site site, ManagedKey key) {
        Readiness readiness = site.store().check(key.place());
        if (readiness instanceof Trouble trouble) {
            return trouble.toString();
        }
        Version current = ((Readiness.Ready) readiness).current();
        Version expected = key.recorded() == null ? Version.NONE : key.recorded();
        return current.equals(expected)
                ? null
                : "somebody else wrote: the store is at version " + current + ", recorded is " + expected;
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
