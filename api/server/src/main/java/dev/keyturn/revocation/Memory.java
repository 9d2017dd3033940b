package dev.keyturn.revocation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** What a replica keeps in memory of the keys. It is brought up to date by one thread and read by many. */
public interface Memory {
    /** Where memory is now: it has everything up to an epoch, read at a time of the database's clock. */
    record Position(long epoch, Instant databaseTime) {}

    /**
     * Takes over every key that changed after an epoch, with all its secrets, as one statement sees them.
     *
     * @param epoch what memory has; -1 for nothing
     */
    Position follow(Connection connection, long epoch) throws SQLException;

    /**
     * Compares a part of memory with the database, another one each time, and mends what differs.
     *
     * @param epoch what memory has; later changes are not missing, but to come
     * @return how many secrets differed
     */
    int compare(Connection connection, long epoch) throws SQLException;
}
