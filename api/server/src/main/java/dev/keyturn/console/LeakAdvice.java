package dev.keyturn.console;

import dev.keyturn.wire.ExposureReport;
import java.util.ArrayList;
import java.util.List;

/** What to do about a leak, the most urgent first. */
final class LeakAdvice {
    private LeakAdvice() {}

    static List<String> of(ExposureReport report) {
        List<String> advices = new ArrayList<>();
        if (report.revokedAt() == null) {
            advices.add("Revoke the key now.");
        }
        if (report.verdict() != ExposureReport.Verdict.NONE) {
            advices.add(
                    "Look at the unknown uses below: whose network is that? If nobody knows, treat what the key opens"
                            + " as read and changed by strangers since the first of them.");
        }
        if (report.leak().successor() == null) {
            advices.add(
                    "Give the services that used the key another one. A managed key is replaced in Vault by itself.");
        }
        advices.add("Leave the repository's history alone, unless it holds more than this key: a revoked key opens"
                + " nothing, and copies of the history are out of reach.");
        advices.add(
                "Install the hook where the commit was made (keyturn hook install), so that the next one is stopped.");
        return advices;
    }
}
