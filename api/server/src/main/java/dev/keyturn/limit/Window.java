package dev.keyturn.limit;

/** The present window of one rate limit of one key, as this replica knows it. */
final class Window {
    private final long endsAt;
    private long settled;
    private long unsent;

    /** @param endsAt in milliseconds of the database's clock */
    Window(long endsAt) {
        this.endsAt = endsAt;
    }

    long endsAt() {
        return endsAt;
    }

    /** Counts a use, if that many are allowed. */
    synchronized boolean take(long allowed) {
        if (settled + unsent >= allowed) {
            return false;
        }
        unsent++;
        return true;
    }

    /** Takes a counted use back that another limit refused. */
    synchronized void giveBack() {
        if (unsent > 0) {
            unsent--;
        }
    }

    synchronized long unsent() {
        return unsent;
    }

    /** What this replica sent has arrived: so many uses there are on all replicas. */
    synchronized void settle(long sent, long all) {
        settled = all;
        unsent -= sent;
    }
}
