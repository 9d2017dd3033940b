package dev.keyturn.leak;

import dev.keyturn.audit.Audit;
import dev.keyturn.caller.Caller;
import dev.keyturn.honey.Decoys;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.leak.LeakRecords.Seen;
import dev.keyturn.revocation.KeyEpochs;
import dev.keyturn.revocation.Replicas;
import dev.keyturn.revocation.Revocations;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.LeakResponse;
import dev.keyturn.wire.LeakResults;
import dev.keyturn.wire.LeakResults.Outcome;
import dev.keyturn.wire.LeakResults.Result;
import dev.keyturn.wire.LeakSighting;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Takes in reports of leaked keys. Whoever knows a fingerprint has seen the key, so its owner's policy is carried out
 * whosesoever it is; only about keys of their own tenant do reporters learn anything, and every report takes an epoch and
 * waits for the replicas, so that not even the time tells whether there was a key.
 */
public final class LeakIntake {
    private final Lookups lookups;
    private final LeakRecords records;
    private final Breaker breaker;
    private final Ending ending;
    private final Audit audit;

    LeakIntake(Lookups lookups, LeakRecords records, Breaker breaker, Ending ending, Audit audit) {
        this.lookups = lookups;
        this.records = records;
        this.breaker = breaker;
        this.ending = ending;
        this.audit = audit;
    }

    /** What fingerprints are of. */
    record Lookups(ReportedKeys keys, Decoys decoys) {}

    /** What ends keys, in one transaction. */
    record Ending(TransactionOperations transactions, KeyEpochs epochs, Answering answering, Waiting waiting) {}

    /** What is waited for, after it. */
    record Waiting(Revocations revocations, Replicas replicas) {}

    /** What one report came to. */
    private record Done(
            long epoch, Map<UUID, Revocations.Ended> ended, Map<UUID, UUID> leaks, Map<UUID, LeakResponse> responses) {}

    /** What was reported and what is known of it. */
    private record Report(
            Reporter reporter,
            List<Optional<Sighting>> sightings,
            Map<Fingerprint, ReportedKeys.Known> known,
            List<Fingerprint> ownDecoys) {}

    /**
     * Carries out what owners' policies say, records what was reported, and returns when no replica accepts what was
     * revoked.
     *
     * @param reported any number, unreadable ones among them
     * @throws dev.keyturn.problem.ProblemException 429 if this reporter had too many keys revoked
     */
    LeakResults report(Caller caller, List<@Nullable LeakSighting> reported) {
        Report report = read(Reporter.of(caller), reported);
        Done done = take(report);
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < reported.size(); i++) {
            LeakSighting given = reported.get(i);
            results.add(report.sightings
                    .get(i)
                    .map(sighting -> report.ownDecoys.contains(sighting.fingerprint())
                            ? decoy(sighting)
                            : result(sighting, report.known.get(sighting.fingerprint()), done, caller))
                    .orElseGet(() -> invalid(given)));
        }
        return new LeakResults(results);
    }

    /**
     * The same for reporters who speak protocols of their own.
     *
     * @return the fingerprints that are of keys, whosesoever and in whatever state
     */
    public Set<Fingerprint> take(Reporter reporter, List<@Nullable LeakSighting> reported) {
        Report report = read(reporter, reported);
        take(report);
        return Set.copyOf(report.known.keySet());
    }

    private Report read(Reporter reporter, List<@Nullable LeakSighting> reported) {
        List<Optional<Sighting>> sightings = reported.stream().map(Sighting::of).toList();
        Set<Fingerprint> fingerprints = fingerprints(sightings);
        InetAddress address = reporter.address();
        List<Fingerprint> decoys = lookups.decoys.reported(
                fingerprints, reporter.tenantId(), address == null ? null : address.getHostAddress());
        return new Report(reporter, sightings, lookups.keys.find(fingerprints), decoys);
    }

    private Done take(Report report) {
        Map<UUID, LeakResponse> responses = ending.answering.responses(report.known.values());
        breaker.pass(report.reporter, toRevoke(report.known.values(), responses));
        Done done = Objects.requireNonNull(ending.transactions.execute(status -> endAndRecord(report, responses)));
        ending.waiting.revocations.receipts(List.copyOf(done.ended.values()));
        ending.waiting.replicas.await(done.epoch);
        return done;
    }

    private static Set<Fingerprint> fingerprints(List<Optional<Sighting>> sightings) {
        return sightings.stream()
                .flatMap(Optional::stream)
                .map(Sighting::fingerprint)
                .collect(Collectors.toSet());
    }

    private static int toRevoke(Collection<ReportedKeys.Known> keys, Map<UUID, LeakResponse> responses) {
        return (int) keys.stream()
                .filter(key -> !key.revoked() && responses.get(key.keyId()) != null)
                .filter(key -> responses.get(key.keyId()) != LeakResponse.ALERT)
                .map(ReportedKeys.Known::keyId)
                .distinct()
                .count();
    }

    private Done endAndRecord(Report report, Map<UUID, LeakResponse> responses) {
        long epoch = ending.epochs.next();
        Map<UUID, Revocations.Ended> ended = ending.answering.act(report.reporter, report.known.values(), responses);
        List<Seen> seen = report.sightings.stream()
                .flatMap(Optional::stream)
                .flatMap(sighting -> Optional.ofNullable(report.known.get(sighting.fingerprint()))
                        .filter(key -> !key.secretEnded())
                        .map(key -> new Seen(key, sighting))
                        .stream())
                .toList();
        Map<UUID, UUID> leaks = records.record(report.reporter, seen, responses);
        Reporter reporter = report.reporter;
        audit.record(
                new Audit.Actor(reporter.tenantId(), reporter.name(), reporter.address()),
                "leak.report",
                reporter.name(),
                Map.of("reported", report.sightings.size()));
        return new Done(epoch, ended, leaks, responses);
    }

    private static Result result(Sighting sighting, ReportedKeys.@Nullable Known key, Done done, Caller reporter) {
        String fingerprint = sighting.fingerprint().hex();
        if (key == null || !key.tenantId().equals(reporter.tenantId())) {
            String detail = "Taken. Keys of others are their owners' to see.";
            return new Result(fingerprint, Outcome.ACCEPTED, null, null, null, detail, null);
        }
        Revocations.Ended ended = done.ended.get(key.keyId());
        if (ended != null) {
            return new Result(
                    fingerprint,
                    ended.justNow() ? Outcome.REVOKED : Outcome.ALREADY_REVOKED,
                    done.leaks.get(key.keyId()),
                    key.keyId(),
                    ended.revokedAt(),
                    ended.justNow() ? "Revoked on every replica." : "It was refused already.",
                    ended.justNow() ? key.state() : KeyState.REVOKED);
        }
        LeakResponse response = done.responses.get(key.keyId());
        return response == null
                ? new Result(
                        fingerprint,
                        Outcome.ALREADY_REVOKED,
                        null,
                        key.keyId(),
                        null,
                        "It was never in use and is refused.",
                        KeyState.REVOKED)
                : new Result(
                        fingerprint,
                        Outcome.RECORDED,
                        done.leaks.get(key.keyId()),
                        key.keyId(),
                        null,
                        response == LeakResponse.ALERT
                                ? "Its environment's policy is to tell people and leave it as it is."
                                : "It is revoked once its replacement is delivered, or when the time for that is over.",
                        key.state());
    }

    private static Result decoy(Sighting sighting) {
        String detail = "A decoy of your own: leave it where it is.";
        return new Result(sighting.fingerprint().hex(), Outcome.DECOY, null, null, null, detail, null);
    }

    private static Result invalid(@Nullable LeakSighting given) {
        String fingerprint = given == null || given.fingerprint() == null ? "" : given.fingerprint();
        String shown = fingerprint.matches("[0-9A-Fa-f]{1,64}") ? fingerprint : "";
        String detail = "'fingerprint' is the SHA-256 of the key: 64 digits of 0-9a-f.";
        return new Result(shown, Outcome.INVALID, null, null, null, detail, null);
    }
}
