package dev.keyturn.delivery;

import dev.keyturn.rotation.TestingStore;

/** The store in memory, with which rotations are tested, keeps what a real one keeps. */
class TestingStoreTest extends StoreContract {
    private final TestingStore store = new TestingStore();

    @Override
    protected Store store() {
        return store;
    }
}
