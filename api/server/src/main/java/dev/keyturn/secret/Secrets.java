package dev.keyturn.secret;

import dev.keyturn.proof.ProofKey;
import java.util.List;
import java.util.Optional;

/**
 * What every replica must have in common and no database may hold. In each list the first is the current one; the others
 * still verify what was made with them.
 */
public final class Secrets {
    private static final String PROOF = "keyturn: key that signs receipts, 1";

    private final List<Pepper> peppers;
    private final List<SigningKey> signingKeys;

    Secrets(List<Pepper> peppers, List<SigningKey> signingKeys) {
        this.peppers = List.copyOf(peppers);
        this.signingKeys = List.copyOf(signingKeys);
    }

    /** Keeps secrets that have to be read again, such as those of second factors. */
    public Sealing sealing() {
        return new Sealing(peppers);
    }

    /** The pepper that new secrets of keys are stored with. */
    public Pepper pepper() {
        return peppers.get(0);
    }

    /** Every pepper that rows of the database may have been made with, the current one first. */
    public List<Pepper> peppers() {
        return peppers;
    }

    /** The key that signs new access tokens. */
    public SigningKey signingKey() {
        return signingKeys.get(0);
    }

    /** The key of a name, current or earlier. */
    public Optional<SigningKey> signingKey(String kid) {
        return signingKeys.stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    /**
     * What signs receipts and audit trails, the current key first: one for each pepper, made of it, so that every replica
     * signs alike and there is no further secret to keep.
     */
    public List<ProofKey> proofKeys() {
        return peppers.stream()
                .map(pepper -> ProofKey.ofSeed(pepper.derive(PROOF)))
                .toList();
    }
}
