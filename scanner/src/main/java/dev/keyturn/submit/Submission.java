package dev.keyturn.submit;

import dev.keyturn.client.ApiException;
import dev.keyturn.client.ApiUnavailableException;
import dev.keyturn.client.KeyturnClient;
import dev.keyturn.complaint.Complaint;
import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.wire.LeakResults.Outcome;
import dev.keyturn.wire.LeakResults.Result;
import dev.keyturn.wire.LeakSighting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the api of every key of our format that a scan found, and of those it could not be told of before. Each sighting
 * is in the spool before it is sent and until the api has answered: whatever happens in between, it is sent again.
 */
public final class Submission {
    private static final int BATCH = 1000;

    private final ApiAccess access;
    private final KeyturnClient client;
    private final Spool spool;
    private final Consumer<String> tell;
    private final Duration patience;
    private final Map<String, Result> answers = new HashMap<>();
    private int unsent;
    private @Nullable String failure;
    private @Nullable IOException notKept;

    /** Prepares to report, and to wait for nothing. */
    public Submission(Map<String, String> environment, Consumer<String> tell) throws Complaint {
        this(environment, Duration.ZERO, tell);
    }

    /**
     * Prepares to report, and sends nothing yet.
     *
     * @param environment says where the api is, what our key is, where the spool lies
     * @param patience how long to wait for replacements to be delivered; zero for not at all
     * @param tell takes sentences for a person
     * @throws Complaint if the environment does not say where to report to, and as whom
     */
    public Submission(Map<String, String> environment, Duration patience, Consumer<String> tell) throws Complaint {
        this.patience = patience;
        this.access = ApiAccess.of(environment);
        this.client = access.client();
        this.spool = Spool.of(access.address(), environment);
        this.tell = tell;
    }

    /**
     * Reports an outcome's keys. An api that cannot be reached is told of, and changes nothing about the outcome.
     *
     * @param source what found them, such as {@code scan git}
     * @return the outcome with the api's answers
     */
    public ScanOutcome submit(ScanOutcome outcome, String source) {
        List<LeakSighting> found = Sightings.of(outcome, source);
        keep(found);
        send(found);
        send(waitingBesides(found));
        summarise();
        return answered(outcome);
    }

    private void keep(List<LeakSighting> found) {
        if (found.isEmpty()) {
            return;
        }
        try {
            spool.add(found);
        } catch (IOException e) {
            notKept = e;
        }
    }

    private List<LeakSighting> waitingBesides(List<LeakSighting> found) {
        try {
            Set<LeakSighting> waiting = new LinkedHashSet<>(spool.waiting());
            waiting.removeAll(Set.copyOf(found));
            return List.copyOf(waiting);
        } catch (IOException e) {
            tell.accept("what waits in " + spool.file() + " cannot be read (" + e + ")");
            return List.of();
        }
    }

    private void send(List<LeakSighting> sightings) {
        for (int from = 0; from < sightings.size(); from += BATCH) {
            List<LeakSighting> batch = sightings.subList(from, Math.min(from + BATCH, sightings.size()));
            if (failure != null || !sendBatch(batch)) {
                unsent += batch.size();
            }
        }
    }

    private boolean sendBatch(List<LeakSighting> batch) {
        try {
            take(client.reportLeaks(batch).results());
            letGo(batch);
            return true;
        } catch (ApiUnavailableException e) {
            failure = String.valueOf(e.getMessage());
        } catch (ApiException e) {
            failure = refused(e);
        }
        return false;
    }

    private void take(List<Result> results) {
        for (Result result : results) {
            answers.merge(result.fingerprint(), result, Submission::moreTelling);
        }
    }

    /** A key that stands in two places is revoked at the first and revoked already at the second: the first tells more. */
    private static Result moreTelling(Result one, Result other) {
        return one.outcome().compareTo(other.outcome()) <= 0 ? one : other;
    }

    private void letGo(List<LeakSighting> batch) {
        if (notKept != null) {
            return;
        }
        try {
            spool.remove(batch);
        } catch (IOException e) {
            tell.accept("what the api has taken stays in " + spool.file() + " and will be sent again (" + e + ")");
        }
    }

    private static String refused(ApiException e) {
        return switch (e.status()) {
            case 401 -> "it does not accept the key in " + ApiAccess.KEY_VARIABLE + ": " + e.getMessage();
            case 403 -> "the key in " + ApiAccess.KEY_VARIABLE + " lacks the scope leaks:write: " + e.getMessage();
            case 404 -> "there is no api at this address: check " + ApiAccess.URL_VARIABLE;
            default -> String.valueOf(e.getMessage());
        };
    }

    private void summarise() {
        long invalid = answers.values().stream()
                .filter(result -> result.outcome() == Outcome.INVALID)
                .count();
        if (invalid > 0) {
            tell.accept(invalid + " of the reports could not be read by the api");
        }
        if (failure != null) {
            tell.accept("not reported to " + access.address() + ": " + failure);
            tellOfSpool();
        }
    }

    private void tellOfSpool() {
        if (notKept != null) {
            tell.accept("it could not be kept in " + spool.file() + " either (" + notKept
                    + "): name a directory of yours in KEYTURN_SPOOL, and scan again");
        } else {
            tell.accept(unsent + (unsent == 1 ? " report is" : " reports are") + " kept in " + spool.file()
                    + " and sent by the next scan with --report");
        }
    }

    /** A decoy is where its owner has put it, and nobody is told which one it is. */
    private ScanOutcome answered(ScanOutcome outcome) {
        Aftermath aftermath = new Aftermath(client, patience);
        List<Finding> findings = new ArrayList<>();
        for (Finding finding : outcome.findings()) {
            Fingerprint fingerprint = finding.fingerprint();
            Result answer = fingerprint == null ? null : answers.get(fingerprint.hex());
            if (answer == null) {
                findings.add(finding);
            } else if (answer.outcome() != Outcome.DECOY) {
                findings.add(finding.standing(aftermath.of(answer)));
            }
        }
        aftermath.unknown().forEach(tell);
        return outcome.with(findings);
    }
}
