package dev.keyturn.hook;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of a push that a server receives, as the repository's configuration on the server says, which no push
 * can change.
 *
 * @param live what becomes of a push whose only secrets are keys of ours that the api has revoked by now
 *     ({@code keyturn.liveKey}): refused unless it says {@code revoke}
 * @param unsure what becomes of it when the api does not answer in time, and of any push whose scan takes too long
 *     ({@code keyturn.unsure}): refused unless it says {@code accept}
 * @param answer how long the api may take ({@code keyturn.apiSeconds}): a second
 * @param scan how long the whole scan may take ({@code keyturn.scanSeconds}): as long as it needs, but four seconds on
 *     GitHub Enterprise Server, which kills its hooks after five
 */
public record PushPolicy(Decision live, Decision unsure, Duration answer, Optional<Duration> scan) {
    /** What becomes of a push. */
    public enum Decision {
        REFUSE,
        ACCEPT
    }

    private static final Duration GITHUB_ENTERPRISE = Duration.ofSeconds(4);
    private static final String GITHUB_ENTERPRISE_SAYS = "GITHUB_VIA";

    /**
     * Reads it.
     *
     * @param directory the repository that receives
     * @param environment the process's
     * @throws Complaint if the configuration says something else than it may
     */
    public static PushPolicy of(Path directory, Map<String, String> environment) throws Complaint {
        Git git = new Git(directory, environment);
        Optional<Duration> usual =
                environment.containsKey(GITHUB_ENTERPRISE_SAYS) ? Optional.of(GITHUB_ENTERPRISE) : Optional.empty();
        Optional<Duration> scan = seconds(git, "keyturn.scanSeconds");
        return new PushPolicy(
                decision(git, "keyturn.liveKey", "revoke"),
                decision(git, "keyturn.unsure", "accept"),
                seconds(git, "keyturn.apiSeconds").orElse(Duration.ofSeconds(1)),
                scan.isPresent() ? scan : usual);
    }

    private static Decision decision(Git git, String name, String accepting) throws Complaint {
        String value = git.tryLine("config", "--get", name).orElse("refuse");
        if (!List.of("refuse", accepting).contains(value)) {
            throw new Complaint(
                    name + " is set to '" + value + "'", "set it to refuse or " + accepting + ": git config " + name);
        }
        return value.equals(accepting) ? Decision.ACCEPT : Decision.REFUSE;
    }

    private static Optional<Duration> seconds(Git git, String name) throws Complaint {
        Optional<String> value = git.tryLine("config", "--get", name);
        try {
            return value.map(text -> Duration.ofMillis((long) (Double.parseDouble(text) * 1000)));
        } catch (NumberFormatException e) {
            throw new Complaint(name + " is no number of seconds", "set it to one: git config " + name);
        }
    }

    /** Decides on a push that was scanned, with what the api has said of it by now. */
    public Decision on(ScanOutcome outcome) {
        if (!outcome.blocks()) {
            return Decision.ACCEPT;
        }
        List<Finding> blocking =
                outcome.findings().stream().filter(Finding::blocks).toList();
        if (live == Decision.REFUSE
                || blocking.stream().anyMatch(finding -> !finding.rule().own())) {
            return Decision.REFUSE;
        }
        boolean revoked = blocking.stream().allMatch(PushPolicy::isRevoked);
        return revoked ? Decision.ACCEPT : unsure;
    }

    private static boolean isRevoked(Finding finding) {
        return finding.standing() != null && finding.standing().ofTenant();
    }
}
