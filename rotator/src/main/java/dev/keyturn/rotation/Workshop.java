package dev.keyturn.rotation;

import dev.keyturn.client.KeyturnClient;
import dev.keyturn.policy.DueClock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What all rotations of a process work with.
 *
 * @param sites the environments that it serves
 * @param clock decides what is due
 * @param worker names the process in leases and history
 * @param lease how long a claim lasts without a sign of life; longer than any single request
 */
public record Workshop(
        KeyturnClient api,
        JdbcClient jdbc,
        TransactionTemplate transaction,
        Sites sites,
        DueClock clock,
        String worker,
        Duration lease) {

    Journal journal() {
        return new Journal(jdbc, transaction, worker, lease);
    }
}
