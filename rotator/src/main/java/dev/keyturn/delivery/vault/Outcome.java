package dev.keyturn.delivery.vault;

import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Held;
import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Writing;
import java.util.Optional;
import java.util.function.Function;

/**
 * What became of one write. A clear answer is taken at its word; every other one is resolved by reading: a key is minted
 * for one delivery, so a place that serves it was written by this delivery and by nobody else.
 */
record Outcome(Delivery delivery, long checkAndSet, Function<Place, Reading> reader, Diagnosis diagnosis) {

    Writing of(Answer answer) {
        if (answer instanceof Answer.Replied reply) {
            return ofReply(reply);
        }
        if (answer instanceof Answer.Lost lost && lost.reached()) {
            return lost.interrupted() ? new Writing.Ambiguous(lost.why()) : resolved(lost.why());
        }
        return diagnosis.of(answer);
    }

    private Writing ofReply(Answer.Replied reply) {
        if (reply.status() == 200 && Answer.number(reply.object("data"), "version") == checkAndSet + 1) {
            return new Writing.Written(Contents.version(checkAndSet + 1));
        }
        if (reply.status() == 400 && reply.complainsOf("check-and-set")) {
            return conflict();
        }
        return isClear(reply) ? diagnosis.of(reply) : resolved("status " + reply.status());
    }

    /** Whether a status says that nothing was written, whoever sent it. */
    private static boolean isClear(Answer.Replied reply) {
        boolean refused = reply.status() / 100 == 4 && reply.status() != 408 && reply.status() != 499;
        return refused || reply.status() / 100 == 3 || Diagnosis.isSealed(reply);
    }

    /** The place was not at the expected version; an earlier attempt of this very delivery may be the reason. */
    private Writing conflict() {
        Reading now = reader.apply(delivery.place());
        if (now instanceof Trouble trouble) {
            return new Writing.Ambiguous("the version had moved on, and reading it failed: " + trouble.what());
        }
        return landed(now).orElseGet(() -> new Writing.Conflict(now));
    }

    /** Nobody knows whether the request is over: what is not there yet may still come. */
    private Writing resolved(String why) {
        Reading now = reader.apply(delivery.place());
        if (now instanceof Trouble trouble) {
            return new Writing.Ambiguous(why + ", and reading failed: " + trouble.what());
        }
        return landed(now)
                .orElseGet(() -> isUntouched(now)
                        ? new Writing.Ambiguous(why + ", and the key was not there yet when read back")
                        : new Writing.Conflict(now));
    }

    private Optional<Writing> landed(Reading now) {
        return now instanceof Reading.Found found && isOurs(found.held())
                ? Optional.of(new Writing.Written(found.held().version()))
                : Optional.empty();
    }

    private boolean isOurs(Held held) {
        return held.key().equals(delivery.key()) && held.keyId().equals(delivery.keyId());
    }

    private boolean isUntouched(Reading now) {
        return now.version().equals(delivery.expected());
    }
}
