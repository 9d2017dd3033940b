package dev.keyturn.sweep;

import java.time.Duration;

/**
 * Something to be done again and again, on one node at a time.
 *
 * @param name names it in Quartz's tables and in the table of sweeps
 * @param period from one start to the next
 */
public record Chore(String name, Duration period, Runnable work) {
    /** Plans and takes on what is due. */
    public static final String ROTATION_SWEEP = "rotation-sweep";

    /** Reads the api's list of keys. */
    public static final String SCHEDULE_SWEEP = "schedule-sweep";
}
