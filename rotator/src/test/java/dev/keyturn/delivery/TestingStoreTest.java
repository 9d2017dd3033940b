package dev.keyturn.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.TestingStore.Breakdown;
import org.junit.jupiter.api.Test;

class TestingStoreTest extends StoreContract {
    private final TestingStore store = new TestingStore();

    @Override
    protected Store store() {
        return store;
    }

    @Test
    void breaksDownWhenTold() {
        Delivery delivery = delivery(Version.NONE);
        store.loseNext(Breakdown.LOST_BEFORE, Breakdown.LOST_AFTER);
        assertThat(store.write(delivery)).isInstanceOf(Writing.Ambiguous.class);
        assertThat(store.history(place)).isEmpty();
        assertThat(store.write(delivery)).isInstanceOf(Writing.Ambiguous.class);
        assertThat(store.history(place)).hasSize(1);
        store.breakDown(Trouble.Kind.LOCKED);
        assertThat(((Trouble) store.write(delivery)).kind()).isEqualTo(Trouble.Kind.LOCKED);
        store.mend();
        assertThat(written(delivery)).isEqualTo(new Version("1"));
    }
}
