package dev.keyturn.intake;

import dev.keyturn.key.Secret;
import dev.keyturn.leak.Reporter;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.FoundKeysAnswer;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends keys for whoever has them: nobody signs in. The answer is the same for a live key, an ended one and none, and takes
 * as long.
 */
public final class Possession {
    /** How many keys a request may hold. */
    public static final int MOST = 1_000;

    private final FoundTokens tokens;
    private final Throttle throttle;

    Possession(FoundTokens tokens, Throttle throttle) {
        this.tokens = tokens;
        this.throttle = throttle;
    }

    /**
     * Has keys dealt with as their owners' policies say.
     *
     * @param keys unreadable ones among them
     * @throws ProblemException 422 if there are none or too many, 429 if the network asked too often
     */
    public FoundKeysAnswer end(List<@Nullable Secret> keys, InetAddress address) {
        if (keys.isEmpty() || keys.size() > MOST) {
            throw ProblemException.invalid("'keys' is a list of 1 to " + MOST + " keys.");
        }
        throttle.count(address);
        tokens.report(new Reporter("possession:" + Throttle.network(address), null, address, null), "possession", keys);
        return new FoundKeysAnswer(
                keys.size(), "Thank you. What is a key of somebody's here is dealt with, and its owner is told.");
    }
}
