package dev.keyturn.hook;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.rule.Rule;
import dev.keyturn.source.Place;
import dev.keyturn.source.Skipped;
import dev.keyturn.wire.LeakResults;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a hook says: nothing if all is well, else what was found where, and what to do now. */
public final class HookMessage {
    private static final int PLACES = 3;
    private static final int SKIPPED = 5;

    private final HookName hook;

    public HookMessage(HookName hook) {
        this.hook = hook;
    }

    /** The message, several lines or empty; names in it cannot control a terminal. */
    public String of(ScanOutcome outcome) {
        return of(outcome, false);
    }

    /** The same where policy lets through what was found. */
    public String of(ScanOutcome outcome, boolean letThrough) {
        StringBuilder message = new StringBuilder();
        findings(letThrough, outcome.findings().stream().filter(Finding::blocks).toList(), message);
        guesses(outcome.findings().stream().filter(found -> !found.blocks()).toList(), message);
        gaps(outcome.skipped(), message);
        return message.toString();
    }

    private void findings(boolean letThrough, List<Finding> findings, StringBuilder message) {
        if (findings.isEmpty()) {
            return;
        }
        String what = findings.size() == 1 ? "a secret" : findings.size() + " secrets";
        if (letThrough) {
            message.append("keyturn: this " + hook.act() + " adds " + what + ", and is let through.\n\n");
            findings.forEach(finding -> finding(finding, message));
            message.append("  What is revoked opens nothing any more. Anybody who reads the repository can see it.\n");
            return;
        }
        message.append("keyturn: this " + hook.act() + " would add " + what + ", so it is stopped.\n\n");
        findings.forEach(finding -> finding(finding, message));
        message.append("What to do\n");
        message.append("  " + hook.remedy() + "; keep it in a secrets manager or the environment.\n");
        message.append(
                "  Has it left this machine before, in a push or a message? Then revoke and replace it first.\n");
        message.append("  No secret after all? Write keyturn:allow on its line.\n");
        if (!hook.skip().isEmpty()) {
            message.append("  Once without this check: " + hook.skip() + "\n");
        }
    }

    private static void finding(Finding finding, StringBuilder message) {
        Rule rule = finding.rule();
        message.append("  " + printable(finding.secret()) + "  " + rule.title() + " (" + rule.id() + ")\n");
        finding.places().stream().limit(PLACES).forEach(place -> message.append("    " + place(place) + "\n"));
        if (finding.places().size() > PLACES) {
            message.append("    and in " + (finding.places().size() - PLACES) + " more places\n");
        }
        if (!rule.own() && !rule.revoke().isEmpty()) {
            message.append("    revoke it: " + rule.revoke() + "\n");
        }
        String answer = answer(finding.answer());
        message.append(answer.isEmpty() ? "\n" : "    " + answer + "\n\n");
    }

    private static String place(Place place) {
        String commit = place.commitId().isEmpty()
                ? ""
                : ", commit "
                        + place.commitId()
                                .substring(0, Math.min(12, place.commitId().length()));
        String kind = place.kind() == Place.Kind.FILE_NAME ? " (the name itself)" : "";
        return printable(place.file()) + ":" + place.line() + commit + kind;
    }

    private static String answer(LeakResults.@Nullable Result answer) {
        if (answer == null) {
            return "";
        }
        String when = answer.revokedAt() == null ? "" : " at " + answer.revokedAt();
        return switch (answer.outcome()) {
            case REVOKED -> "revoked" + when;
            case ALREADY_REVOKED -> "was revoked already" + when;
            case RECORDED -> "reported to the api, and not revoked yet by its environment's policy";
            case ACCEPTED -> "reported to the api";
            case DECOY -> "a decoy";
            case INVALID -> "the api could not read the report";
        };
    }

    private static void guesses(List<Finding> guesses, StringBuilder message) {
        if (!guesses.isEmpty()) {
            message.append("keyturn: this may be a secret, and does not stop anything:\n");
            guesses.forEach(guess -> message.append("  " + place(guess.first()) + "\n"));
        }
    }

    private static void gaps(List<Skipped> skipped, StringBuilder message) {
        if (!skipped.isEmpty()) {
            message.append("keyturn: not everything could be read: ");
            message.append(skipped.stream()
                    .limit(SKIPPED)
                    .map(gap -> printable(gap.name() + ", " + gap.reason()))
                    .collect(Collectors.joining("; ")));
            message.append(skipped.size() > SKIPPED ? "; and " + (skipped.size() - SKIPPED) + " more\n" : "\n");
        }
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
