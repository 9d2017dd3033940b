package dev.keyturn.leak;

import dev.keyturn.audit.Audit;
import dev.keyturn.caller.Caller;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.revocation.KeyEpochs;
import dev.keyturn.revocation.Replicas;
import dev.keyturn.revocation.Revocations;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.LeakResults;
import dev.keyturn.wire.LeakResults.Outcome;
import dev.keyturn.wire.LeakResults.Result;
import dev.keyturn.wire.LeakSighting;
import dev.keyturn.wire.RevocationReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes in reports of leaked keys. Whoever knows a fingerprint has seen the key, so it is revoked whosesoever it is; only
 * about keys of their own tenant do reporters learn anything, and every report takes an epoch and waits for the replicas,
 * so that not even the time tells whether there was a key.
 */
final class LeakIntake {
    private final ReportedKeys keys;
    private final LeakRecords records;
    private final Breaker breaker;
    private final Ending ending;
    private final Audit audit;

    LeakIntake(ReportedKeys keys, LeakRecords records, Breaker breaker, Ending ending, Audit audit) {
        this.keys = keys;
        this.records = records;
        this.breaker = breaker;
        this.ending = ending;
        this.audit = audit;
    }

    /** What ends keys, in one transaction. */
    record Ending(TransactionOperations transactions, KeyEpochs epochs, Revocations revocations, Replicas replicas) {}

    /** What one report came to. */
    private record Done(long epoch, Map<UUID, Revocations.Ended> ended, Map<UUID, UUID> leakOfKey) {}

    /**
     * Revokes and records what was reported, and returns when no replica accepts it any more.
     *
     * @param reported any number, unreadable ones among them
     * @throws dev.keyturn.problem.ProblemException 429 if this reporter had too many keys revoked
     */
    LeakResults report(Caller reporter, List<@Nullable LeakSighting> reported) {
        List<Optional<Sighting>> sightings = reported.stream().map(Sighting::of).toList();
        Map<Fingerprint, ReportedKeys.Known> known = keys.find(fingerprints(sightings));
        breaker.pass(reporter, toRevoke(known));
        Done done =
                Objects.requireNonNull(ending.transactions.execute(status -> endAndRecord(reporter, sightings, known)));
        ending.revocations.receipts(List.copyOf(done.ended.values()));
        ending.replicas.await(done.epoch);
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < reported.size(); i++) {
            LeakSighting given = reported.get(i);
            results.add(sightings
                    .get(i)
                    .map(sighting -> result(sighting, known.get(sighting.fingerprint()), done, reporter))
                    .orElseGet(() -> invalid(given)));
        }
        return new LeakResults(results);
    }

    private static Set<Fingerprint> fingerprints(List<Optional<Sighting>> sightings) {
        return sightings.stream()
                .flatMap(Optional::stream)
                .map(Sighting::fingerprint)
                .collect(Collectors.toSet());
    }

    /** Keys by tenant, in one order for everybody. A candidate that has ended endangers nothing. */
    private static Map<UUID, Set<UUID>> byTenant(Map<Fingerprint, ReportedKeys.Known> known) {
        Map<UUID, Set<UUID>> byTenant = new TreeMap<>();
        known.values().stream()
                .filter(key -> !key.secretEnded())
                .forEach(key -> byTenant.computeIfAbsent(key.tenantId(), same -> new TreeSet<>())
                        .add(key.keyId()));
        return byTenant;
    }

    private static int toRevoke(Map<Fingerprint, ReportedKeys.Known> known) {
        return (int) known.values().stream()
                .filter(key -> !key.revoked() && !key.secretEnded())
                .map(ReportedKeys.Known::keyId)
                .distinct()
                .count();
    }

    private Done endAndRecord(
            Caller reporter, List<Optional<Sighting>> sightings, Map<Fingerprint, ReportedKeys.Known> known) {
        long epoch = ending.epochs.next();
        Map<UUID, Revocations.Ended> ended = new HashMap<>();
        byTenant(known)
                .forEach((tenant, ids) -> ending.revocations
                        .end(tenant, ids, RevocationReason.LEAKED, reporter.actor())
                        .forEach(key -> ended.put(key.keyId(), key)));
        Map<UUID, UUID> leaks = new HashMap<>();
        for (Optional<Sighting> sighting : sightings) {
            sighting.ifPresent(seen -> record(reporter, seen, known.get(seen.fingerprint()), leaks));
        }
        audit.record(Audit.Actor.of(reporter), "leak.report", reporter.actor(), Map.of("reported", sightings.size()));
        return new Done(epoch, ended, leaks);
    }

    private void record(Caller reporter, Sighting seen, ReportedKeys.@Nullable Known key, Map<UUID, UUID> leaks) {
        if (key == null || key.secretEnded()) {
            return;
        }
        UUID leak = records.record(key, seen, reporter.actor());
        if (leaks.put(key.keyId(), leak) == null) {
            Audit.Actor actor = new Audit.Actor(
                    key.tenantId(),
                    reporter.actor(),
                    key.tenantId().equals(reporter.tenantId()) ? reporter.address() : null);
            audit.record(actor, "leak.record", leak.toString(), Map.of("keyId", key.keyId()));
        }
    }

    private static Result result(Sighting sighting, ReportedKeys.@Nullable Known key, Done done, Caller reporter) {
        String fingerprint = sighting.fingerprint().hex();
        if (key == null || !key.tenantId().equals(reporter.tenantId())) {
            return new Result(
                    fingerprint,
                    Outcome.ACCEPTED,
                    null,
                    null,
                    null,
                    "Taken. Keys of others are their owners' to see.",
                    null);
        }
        Revocations.Ended ended = done.ended.get(key.keyId());
        if (ended == null) {
            return new Result(
                    fingerprint,
                    Outcome.ALREADY_REVOKED,
                    null,
                    key.keyId(),
                    null,
                    "It was never in use and is refused.",
                    KeyState.REVOKED);
        }
        return new Result(
                fingerprint,
                ended.justNow() ? Outcome.REVOKED : Outcome.ALREADY_REVOKED,
                done.leakOfKey.get(key.keyId()),
                key.keyId(),
                ended.revokedAt(),
                ended.justNow() ? "Revoked on every replica." : "It was refused already.",
                ended.justNow() ? key.state() : KeyState.REVOKED);
    }

    private static Result invalid(@Nullable LeakSighting given) {
        String fingerprint = given == null || given.fingerprint() == null ? "" : given.fingerprint();
        String shown = fingerprint.matches("[0-9A-Fa-f]{1,64}") ? fingerprint : "";
        return new Result(
                shown,
                Outcome.INVALID,
                null,
                null,
                null,
                "'fingerprint' is the SHA-256 of the key: 64 digits of 0-9a-f.",
                null);
    }
}
