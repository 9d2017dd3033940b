package dev.keyturn.delivery;

import java.time.Duration;
import java.util.Optional;

/**
 * The store did not do what it was asked, and certainly changed nothing.
 *
 * @param kind what the caller can do about it
 * @param what what is wrong, for a person; never holds what a store answered, so never a secret
 * @param action what to do, for a person
 * @param retryAfter how long the store asked to be left alone
 */
public record Trouble(Kind kind, String what, String action, Optional<Duration> retryAfter)
        implements Reading, Writing, Readiness {

    /** What the caller can do about it. */
    public enum Kind {
        /** The credential is refused or lacks a right: a person must act. */
        DENIED(false),
        /** The store as it is set up cannot keep the promises of a delivery: a person must act. */
        UNSUITABLE(false),
        /** The store is up and waits to be opened by a person, after which it is as before. */
        LOCKED(true),
        /** Too many requests. */
        RATE_LIMITED(true),
        /** No answer, or none that makes sense. */
        UNAVAILABLE(true);

        private final boolean passing;

        Kind(boolean passing) {
            this.passing = passing;
        }

        /** Whether trying again later, with a growing pause, is right; else trying again is no use until someone acts. */
        public boolean isPassing() {
            return passing;
        }
    }

    /** A trouble without a wish for a pause. */
    public static Trouble of(Kind kind, String what, String action) {
        return new Trouble(kind, what, action, Optional.empty());
    }

    /** Both sentences, for a log line. */
    @Override
    public String toString() {
        return what + "; " + action;
    }
}
