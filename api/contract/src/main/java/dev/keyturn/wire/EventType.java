package dev.keyturn.wire;

/** The types of {@link Events.Event} and what their data hold. */
public final class EventType {
    /** {@code keyId, environment, name, managed}. */
    public static final String KEY_CREATED = "key.created";

    /** Name or management changed: {@code keyId, environment, name, managed}. */
    public static final String KEY_CHANGED = "key.changed";

    /** {@code keyId, successorId, environment}. */
    public static final String KEY_ROLLED = "key.rolled";

    /** {@code keyId, predecessorId, environment}. */
    public static final String KEY_ACTIVATED = "key.activated";

    /** {@code keyId, environment, reason, managed}. */
    public static final String KEY_REVOKED = "key.revoked";

    /** {@code leakId, keyId, environment, managed}. */
    public static final String LEAK_RECORDED = "leak.recorded";

    /** The same, of an environment that answers leaks with an alert alone: {@code leakId, keyId, environment, managed}. */
    public static final String LEAK_NOTICED = "leak.noticed";

    /** A repository was pushed to: {@code source, repository, ref, before, after, forced}. */
    public static final String REPOSITORY_PUSHED = "repository.pushed";

    /** A scanner of others found something: {@code source, repository, action, number, url, secretType}. */
    public static final String ALERT_RECEIVED = "alert.received";

    /**
     * Somebody used a decoy, or reported it: {@code honeykeyId, name, environment, how} (used, reported), {@code address,
     * agent, consumer, path}, as far as they are known.
     */
    public static final String HONEYKEY_TOUCHED = "honeykey.touched";

    /** A person asks for it in the page: {@code command} (run, resume, abort), {@code keyId}, {@code rotationId}. */
    public static final String ROTATION_COMMANDED = "rotation.commanded";

    /**
     * A rotation's predecessor is retired, or a person is needed before it can be: {@code rotationId, keyId, successorId,
     * environment, name, state}, {@code laggards} that still used the predecessor, and {@code attention} in words.
     */
    public static final String ROTATION_ENDED = "rotation.ended";

    /** {@code keyId, kind, reason}, as {@link AlertList.Alert} has them. */
    public static final String ALERT_RAISED = "alert.raised";

    private EventType() {}
}
