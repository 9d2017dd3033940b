package dev.keyturn.finding;

import dev.keyturn.wire.ExposureReport;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.LeakResults.Outcome;
import dev.keyturn.wire.LeakResults.Result;
import dev.keyturn.wire.Rotation;
import org.jspecify.annotations.Nullable;

/**
 * What the api knows of a key that it was told of.
 *
 * @param answer what it said to the report
 * @param exposure who used the key; null if the api did not tell
 * @param rotation how its replacement stands; null if there is none, or the api did not tell
 */
public record Standing(
        Result answer,
        @Nullable ExposureReport exposure,
        @Nullable Rotation rotation) {
    /** Where a found key stood when it was found. */
    public enum State {
        /** It was accepted until this report. */
        LIVE("live until now"),
        /** It is accepted for now: its environment waits for a replacement, or only tells people. */
        ACCEPTED("still accepted"),
        /** It was refused already. */
        REVOKED("revoked before"),
        /** Its time was over. */
        EXPIRED("expired"),
        /** The tenant has no such key: well-formed, and of no use here. */
        NEVER_ISSUED("never issued here"),
        /** The api has not said. */
        UNKNOWN("unknown");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /** As reports say it. */
        public String words() {
            return words;
        }
    }

    /** An answer alone. */
    public static Standing of(Result answer) {
        return new Standing(answer, null, null);
    }

    /** The same with what else the api tells. */
    public Standing with(@Nullable ExposureReport report, @Nullable Rotation replacement) {
        return new Standing(answer, report, replacement);
    }

    /** Where the key stood. */
    public State state() {
        return switch (answer.outcome()) {
            case REVOKED -> answer.was() == KeyState.EXPIRED ? State.EXPIRED : State.LIVE;
            case ALREADY_REVOKED -> State.REVOKED;
            case RECORDED -> State.ACCEPTED;
            case ACCEPTED, DECOY -> State.NEVER_ISSUED;
            case INVALID -> State.UNKNOWN;
        };
    }

    /** Whether this is a key that the tenant has, or had. */
    public boolean ofTenant() {
        return answer.outcome() == Outcome.REVOKED
                || answer.outcome() == Outcome.RECORDED
                || answer.outcome() == Outcome.ALREADY_REVOKED;
    }
}
