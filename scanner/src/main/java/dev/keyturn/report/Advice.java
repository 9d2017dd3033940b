package dev.keyturn.report;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.Standing;
import dev.keyturn.rule.Rule;
import dev.keyturn.source.Place;
import dev.keyturn.wire.ExposureReport.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a finding, in the order in which to do it: a replacement first, so that nothing stands still, then the
 * revocation, which alone ends the danger, then the history, which mostly may stay as it is.
 */
final class Advice {
    private static final String PRIVATE_KEY = "private-key";

    private Advice() {}

    /** One to three sentences without a full stop. */
    static List<String> of(Finding finding) {
        Rule rule = finding.rule();
        if (rule.own() || rule.legacy()) {
            return ours(finding);
        }
        List<String> steps = new ArrayList<>();
        if (rule.generic()) {
            steps.add("look whether it is a secret; if so, replace it where it is used, then make it invalid");
            return steps;
        }
        steps.add("replace it where it is used");
        steps.add(rule.revoke().isEmpty() ? "revoke it at its provider" : "revoke it: " + rule.revoke());
        String own = history(finding);
        if (own != null) {
            steps.add(own);
        }
        return steps;
    }

    private static List<String> ours(Finding finding) {
        Standing standing = finding.standing();
        if (standing == null || standing.state() == Standing.State.UNKNOWN) {
            return List.of(
                    finding.rule().legacy()
                            ? "ask whether it is a key of yours, and have it revoked if so: scan with --report"
                            : "have it revoked and replaced, and see who used it: scan with --report");
        }
        if (standing.state() == Standing.State.NEVER_ISSUED) {
            return List.of("nothing to revoke; check that KEYTURN_API_URL is the api that issues your keys");
        }
        List<String> steps = new ArrayList<>();
        if (standing.rotation() == null || standing.rotation().deliveredVersion() == null) {
            steps.add(
                    "see that its services have a new key: the rotator delivers that of a managed key, create any other");
        }
        if (standing.exposure() != null && standing.exposure().verdict() != Verdict.NONE) {
            steps.add("look into the unknown uses: leak " + standing.answer().leakId() + " in the page");
        }
        return steps.isEmpty() ? List.of("nothing: a revoked key in a history opens nothing") : steps;
    }

    /** What holds for the history of a scan's findings together; empty if none stands in one. */
    static String history(List<Finding> findings) {
        boolean committed = findings.stream()
                .filter(Finding::blocks)
                .flatMap(finding -> finding.places().stream())
                .anyMatch(place -> place.commit() != null);
        return committed ? "Rewriting history undoes no leak: what was pushed is copied. Revoked, it may stay." : "";
    }

    /** What to do about the places of this finding that does not hold for all. */
    private static @Nullable String history(Finding finding) {
        if (finding.places().stream().allMatch(place -> place.commit() == null)) {
            return "take it out of here";
        }
        if (finding.rule().id().contains(PRIVATE_KEY)) {
            return "if it decrypts what must stay secret, rewrite the history as well (git filter-repo)";
        }
        boolean inName = finding.places().stream().anyMatch(place -> place.kind() == Place.Kind.FILE_NAME);
        return inName ? "rename the file" : null;
    }
}
