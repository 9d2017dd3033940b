package dev.keyturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.Held;
import dev.keyturn.schedule.ManagedKey;
import dev.keyturn.schedule.ManagedKeys;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.RevocationReason;
import dev.keyturn.wire.RotationState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What holds at every moment of a {@link ModelWorld}, and what holds when it has come to rest. */
final class ModelInvariants {
    private final Trial trial;
    private final Set<UUID> endedByPeople;
    private final List<RotationRow> rows;
    private final List<KeyView> keys;

    ModelInvariants(Trial trial, Set<UUID> endedByPeople) {
        this.trial = trial;
        this.endedByPeople = endedByPeople;
        this.rows = trial.database
                .jdbc()
                .sql("SELECT * FROM rotation")
                .query(RotationRows::read)
                .list();
        this.keys = trial.api.views();
    }

    void hold() {
        trial.stores().forEach(store -> {
            List.of("ingestor", "billing").forEach(name -> whatIsServedIsAccepted(store, name));
            noRotationHasTwoVersions(store);
        });
        keys.stream().filter(key -> key.state().isAccepted()).forEach(this::hasAnOwner);
    }

    /** Unless it leaked, a person revoked it, or a person is asked to look. */
    private void whatIsServedIsAccepted(TestingStore store, String name) {
        Held held = store.served(ModelWorld.place(name)).orElse(null);
        if (held == null || trial.api.accepts(held.key())) {
            return;
        }
        KeyView key = trial.key(UUID.fromString(held.keyId()));
        boolean excused = key.revocationReason() == RevocationReason.LEAKED
                || endedByPeople.contains(key.lineage())
                || rows.stream()
                        .anyMatch(row ->
                                row.lineage().equals(key.lineage()) && row.state() == RotationState.NEEDS_ATTENTION);
        assertThat(excused)
                .as("the store serves %s, which is %s (%s)", key.id(), key.state(), key.revocationReason())
                .isTrue();
    }

    /** A managed key's row, or a rotation that replaces it, brought it forth, or asked for it. */
    private void hasAnOwner(KeyView key) {
        UUID asked = trial.api.askedForBy(key.id()).orElse(null);
        boolean current = managed().stream().anyMatch(row -> row.keyId().equals(key.id()));
        boolean owned = rows.stream()
                .filter(row -> !row.isOver())
                .anyMatch(row -> row.keyId().equals(key.id())
                        || key.id().equals(row.successorId())
                        || row.id().equals(asked));
        boolean unknownYet = asked == null
                && managed().stream().noneMatch(row -> row.lineage().equals(key.lineage()));
        boolean rolledBack = key.state() == KeyState.RETIRING
                && rows.stream().anyMatch(row -> row.isOver() && key.id().equals(row.successorId()));
        assertThat(current || owned || unknownYet || rolledBack)
                .as("%s is %s, and no row has it", key.id(), key.state())
                .isTrue();
    }

    private List<ManagedKey> managed() {
        return new ManagedKeys(trial.database.jdbc()).in("dev");
    }

    /** Unless a person had what somebody else wrote over it overwritten. */
    private void noRotationHasTwoVersions(TestingStore store) {
        Set<String> seen = new HashSet<>();
        for (String keyId : store.written()) {
            assertThat(seen.add(keyId) || wasResumed(keyId))
                    .as("key %s became two versions", keyId)
                    .isTrue();
        }
    }

    private boolean wasResumed(String successor) {
        return rows.stream()
                        .filter(row -> successor.equals(String.valueOf(row.successorId())))
                        .flatMap(row -> trial.rotations().history(row.id()).stream())
                        .anyMatch(entry -> entry.transition() == Transition.RESUME)
                || rows.stream()
                        .filter(row -> row.keyId().toString().equals(successor))
                        .flatMap(row -> trial.rotations().history(row.id()).stream())
                        .anyMatch(entry -> entry.transition() == Transition.ROLL_BACK);
    }

    void holdInTheEnd(List<String> names) {
        hold();
        rows.forEach(row -> HistoryAssert.assertComplete(trial.rotations(), row.id()));
        assertThat(rows.stream().filter(row -> !row.isOver()).toList())
                .as("rotations that did not end")
                .isEmpty();
        for (String name : names) {
            List<KeyView> accepted = keys.stream()
                    .filter(key -> key.name().equals(name) && key.state().isAccepted())
                    .toList();
            boolean given =
                    keys.stream().anyMatch(key -> key.name().equals(name) && endedByPeople.contains(key.lineage()));
            if (!given) {
                assertThat(accepted).as("accepted keys of %s: %s", name, keys).hasSize(1);
                for (TestingStore store : trial.stores()) {
                    Held held = store.served(ModelWorld.place(name)).orElseThrow();
                    assertThat(held.keyId()).isEqualTo(accepted.get(0).id().toString());
                    assertThat(trial.api.accepts(held.key())).isTrue();
                }
            }
        }
    }
}
