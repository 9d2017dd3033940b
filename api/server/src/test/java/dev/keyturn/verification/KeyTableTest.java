package dev.keyturn.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.wire.KeyState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyTableTest {
    private static final Terms TERMS =
            new Terms(new UUID(0, 1), "prd", KeyState.ACTIVE, Set.of("events:write"), false, null);

    private final Random random = new Random(7);
    private final KeyTable table = new KeyTable();
    private final Map<Lookup, KnownKey> truth = new HashMap<>();

    private void put(Lookup lookup) {
        KnownKey key = new KnownKey(random.nextLong(), random.nextLong(), TERMS, Ending.NONE);
        table.put(lookup, key);
        truth.put(lookup, key);
    }

    @Test
    void itHoldsWhatAMapHolds() {
        for (int i = 0; i < 20_000; i++) {
            put(new Lookup(random.nextLong(), random.nextLong(), 0, 0));
        }
        new ArrayList<>(truth.keySet()).subList(0, 2_000).forEach(this::put);

        assertThat(truth)
                .allSatisfy((lookup, key) -> assertThat(table.find(lookup)).isSameAs(key));
        assertThat(table.find(new Lookup(random.nextLong(), random.nextLong(), 0, 0)))
                .isNull();
        assertThat(table.beginningWith(0, 0)).hasSize(truth.size());
    }

    @Test
    void lookupsThatCrowdAtTheEndsAreFoundToo() {
        for (int i = 0; i < 1_500; i++) {
            put(new Lookup(i % 2 == 0 ? -1L - i : i, random.nextLong(), 0, 0));
        }
        assertThat(truth)
                .allSatisfy((lookup, key) -> assertThat(table.find(lookup)).isSameAs(key));
        assertThat(table.beginningWith(4095, 12)).hasSize(750);
        assertThat(table.beginningWith(0, 12)).hasSize(750);
        assertThat(table.beginningWith(5, 12)).isEmpty();
    }

    @Test
    void everyPartHoldsItsOwnAndAllHoldEverything() {
        for (int i = 0; i < 30_000; i++) {
            put(new Lookup(random.nextLong(), random.nextLong(), 0, 0));
        }
        Set<KnownKey> seen = new HashSet<>();
        for (int part = 0; part < 4096; part++) {
            for (KeyTable.Entry entry : table.beginningWith(part, 12)) {
                assertThat(entry.first() >>> 52).isEqualTo(part);
                seen.add(entry.key());
            }
        }
        assertThat(seen).hasSize(truth.size());
    }

    @Test
    void whatWasRemovedIsUnknownUntilItComesBack() {
        Lookup lookup = new Lookup(1, 2, 3, 4);
        put(lookup);
        List<KeyTable.Entry> entries = table.beginningWith(0, 0);
        table.remove(entries.get(0));
        assertThat(table.find(lookup)).isNull();
        assertThat(table.beginningWith(0, 0)).isEmpty();
        put(lookup);
        assertThat(table.find(lookup)).isSameAs(truth.get(lookup));
    }
}
