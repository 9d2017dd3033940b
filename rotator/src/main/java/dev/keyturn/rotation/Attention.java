package dev.keyturn.rotation;

import java.util.Locale;

/** Why a rotation waits for a person, and what that person can do. */
public enum Attention {
    DRIFT(
            "somebody else wrote to the store",
            "Look at what is there. To have it overwritten by a new key: resume. To keep it: end the key's management in"
                    + " the api, then abort."),
    DENIED("the store refuses the rotator", "Mend the role or its policy, then resume."),
    UNSUITABLE(
            "the store as it is set up cannot keep a rotation's promises",
            "Set it up as the message says (KV version 2), then resume."),
    PARTLY_DELIVERED(
            "of several destinations some serve the successor and one cannot be written",
            "Both keys are accepted. Mend that destination, or take it out of the configuration, then resume."),
    KEY_DISABLED("the key is disabled", "Enable it in the api and resume, or abort."),
    REFUSED(
            "the api refused a request of the rotator",
            "Do what the message says (scopes of the rotator's key, the key's state), then resume, or abort."),
    DEAD_KEY_SERVED(
            "the store serves a key that the api does not accept",
            "Consumers are refused now. Resume to deliver another key; see who revoked this one in the audit trail."),
    LAGGARDS(
            "the grace is over, the predecessor is still in use, and the policy says hold",
            "Move the consumers that are named, or accept that they break: resume revokes the predecessor."),
    ROLLBACK_UNFINISHED(
            "a roll-back was begun and not finished: the predecessor is current at the api, and perhaps not in the store",
            "Roll it back once more: keyturn rotator rollback."),
    NOT_SERVED(
            "the store no longer serves the successor, so the predecessor was left alive",
            "Put the successor's version back in the store, then resume; or rotate the key again.");

    private final String what;
    private final String action;

    Attention(String what, String action) {
        this.what = what;
        this.action = action;
    }

    /** What is wrong. */
    public String what() {
        return what;
    }

    /** Where the documents say more, below {@code docs/}. */
    public String runbook() {
        return "runbooks.md#" + section();
    }

    /** The section of the runbooks. */
    String section() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What to do. */
    public String action() {
        return action;
    }
}
