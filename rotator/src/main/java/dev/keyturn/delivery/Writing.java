package dev.keyturn.delivery;

/** What became of a delivery. */
public sealed interface Writing permits Writing.Written, Writing.Partly, Writing.Conflict, Writing.Ambiguous, Trouble {

    /**
     * The place serves the delivered key, from this attempt or an earlier one of the same delivery.
     *
     * @param version the version that holds it: record it, it is what the next delivery expects
     */
    record Written(Version version) implements Writing {}

    /**
     * Of several destinations some serve the delivered key. The same delivery is to be tried again until all do.
     *
     * @param delivered the versions of those that do
     * @param rest what became of the next one
     */
    record Partly(Version delivered, Writing rest) implements Writing {}

    /**
     * The place is not at the expected version, and what it holds is not this delivery. Nothing was changed. If the key
     * found carries this delivery's key id, an earlier mint of the same rotation got there first.
     *
     * @param current what is there instead
     */
    record Conflict(Reading current) implements Writing {}

    /**
     * The key may or may not have arrived, and reading did not tell. Keep every key alive that could be there, and
     * deliver the same one again later.
     *
     * @param cause what happened, for a person; never a value
     */
    record Ambiguous(String cause) implements Writing {}
}
