package dev.keyturn.rotation;

import dev.keyturn.client.KeyturnClient;
import dev.keyturn.observation.Repositories;
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
 * @param repositories in which a predecessor is looked for before it is retired
 */
public record Workshop(
        KeyturnClient api,
        JdbcClient jdbc,
        TransactionTemplate transaction,
        Sites sites,
        DueClock clock,
        String worker,
        Duration lease,
        Repositories repositories) {

    /** With no repositories to search. */
    public Workshop(
            KeyturnClient api,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Sites sites,
            DueClock clock,
            String worker,
            Duration lease) {
        this(api, jdbc, transaction, sites, clock, worker, lease, Repositories.none());
    }

    Journal journal() {
        return new Journal(jdbc, transaction, worker, lease);
    }
}
