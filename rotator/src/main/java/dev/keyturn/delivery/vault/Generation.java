package dev.keyturn.delivery.vault;

import dev.keyturn.key.Secret;
import java.time.Duration;
import java.time.Instant;

/**
 * A token, as far as it goes: obtained or last renewed at a time, good for a while, with the driver that sends it.
 *
 * @param token the token
 * @param connection speaks with that token
 * @param firstLease what the token was good for when it was new; renewals that give much less mean that its end is near
 * @param renewAt when to renew it: at two thirds of its time, or in the far future if it never ends
 * @param end when it stops being good, or the far future
 * @param renewable whether it can be renewed at all
 */
record Generation(
        Secret token, Connection connection, Duration firstLease, Instant renewAt, Instant end, boolean renewable) {

    /** A token that was just obtained; a lease of zero seconds means that it never ends. */
    static Generation first(Secret token, Connection connection, Lease lease, Instant now) {
        return new Generation(token, connection, lease.time(), lease.renewAt(now), lease.end(now), lease.renewable());
    }

    /** The same token after a renewal. */
    Generation renewed(Lease lease, Instant now) {
        return new Generation(token, connection, firstLease, lease.renewAt(now), lease.end(now), lease.renewable());
    }

    /** The same token, to be renewed a little later, because it could not be now. */
    Generation postponed(Instant now) {
        Instant soon = now.plus(Duration.between(now, end).dividedBy(4));
        return new Generation(token, connection, firstLease, soon, end, renewable);
    }

    boolean isDue(Instant now) {
        return !now.isBefore(renewAt);
    }

    boolean isOver(Instant now) {
        return !now.isBefore(end);
    }

    /** What the server grants. */
    record Lease(Duration time, boolean renewable) {
        Instant renewAt(Instant now) {
            return time.isZero() ? Instant.MAX : now.plus(time.multipliedBy(2).dividedBy(3));
        }

        Instant end(Instant now) {
            return time.isZero() ? Instant.MAX : now.plus(time);
        }

        /** Whether so little is granted, compared with a new token, that a new one is better. */
        boolean isFading(Duration firstLease) {
            return !time.isZero() && time.multipliedBy(2).compareTo(firstLease) < 0;
        }
    }
}
