package dev.keyturn.revocation;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The database's clock, told from here: its last reading and the monotonic time since. It is late by at most the time
 * that the reading took to arrive, and never early, so that nothing ends before its time.
 */
public final class DatabaseClock implements InstantSource {
    private record Reading(Instant at, long nanos) {}

    private volatile Reading last = new Reading(Instant.now(), System.nanoTime());

    void set(Instant databaseTime) {
        last = new Reading(databaseTime, System.nanoTime());
    }

    @Override
    public Instant instant() {
        Reading reading = last;
        return reading.at.plusNanos(System.nanoTime() - reading.nanos);
    }

    @Override
    public long millis() {
        Reading reading = last;
        return reading.at.toEpochMilli() + (System.nanoTime() - reading.nanos) / 1_000_000;
    }
}
