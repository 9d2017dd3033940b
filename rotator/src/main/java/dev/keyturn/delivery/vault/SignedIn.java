package dev.keyturn.delivery.vault;

import dev.keyturn.delivery.Trouble;

/** What came of signing in. */
sealed interface SignedIn {
    /** There is a token. */
    record Yes(Generation generation) implements SignedIn {}

    /**
     * There is none.
     *
     * @param refused whether Vault looked at the credential and refused it
     */
    record No(Trouble trouble, boolean refused) implements SignedIn {
        No(Trouble trouble) {
            this(trouble, false);
        }
    }
}
