package dev.keyturn.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.finding.Standing;
import dev.keyturn.wire.ExposureReport;
import dev.keyturn.wire.ExposureReport.Use;
import dev.keyturn.wire.ExposureReport.Verdict;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.Leak;
import dev.keyturn.wire.LeakResults.Outcome;
import dev.keyturn.wire.LeakResults.Result;
import dev.keyturn.wire.Rotation;
import dev.keyturn.wire.RotationState;
import dev.keyturn.wire.VerificationCode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextReportTest {
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00.123Z");
    private static final UUID ID = new UUID(1, 2);

    private static String text(int width, @Nullable Standing standing) {
        return new TextReport(new Style(false, width))
                .of(Outcomes.of(List.of(Outcomes.own(standing, Outcomes.place("src/a.txt", 1)))));
    }

    private static Standing standing(Outcome outcome, @Nullable KeyState was) {
        boolean ours = outcome == Outcome.REVOKED || outcome == Outcome.ALREADY_REVOKED;
        return Standing.of(new Result("f", outcome, ours ? ID : null, ours ? ID : null, ours ? NOW : null, null, was));
    }

    private static Use use(String network, boolean known, long count) {
        return new Use(network, "curl", null, known, false, VerificationCode.VALID, count, NOW, NOW);
    }

    @Test
    void aRevokedKeySaysWhenWhatReplacedItAndWhoUsedIt() {
        Leak leak = new Leak(ID, ID, "Ingestor", "prd", "sk_prd_…", "scan git", NOW, NOW, ID, List.of());
        List<Use> uses = List.of(use("192.0.2.0/24", false, 2), use("198.51.100.0/24", false, 1));
        ExposureReport exposure =
                new ExposureReport(leak, Verdict.SUSPICIOUS, "", NOW, "commit", NOW, NOW, NOW, null, uses, 0);
        Rotation rotation = new Rotation(
                ID,
                ID,
                "Ingestor",
                "prd",
                RotationState.OBSERVING,
                "leak",
                ID,
                "secret/keyturn/prd/ingestor",
                3,
                NOW,
                null,
                null,
                List.of(),
                List.of());
        assertThat(text(200, standing(Outcome.REVOKED, KeyState.ACTIVE).with(exposure, rotation)))
                .contains(
                        "api: live until now: revoked at 2026-05-01T12:00:00Z, replacement delivered to"
                                + " secret/keyturn/prd/ingestor (version 3), 3 uses since the commit from 2 unknown networks\n");
    }

    @Test
    void everyStateHasItsWords() {
        assertThat(text(120, standing(Outcome.REVOKED, KeyState.EXPIRED))).contains("api: expired: revoked at");
        assertThat(text(120, standing(Outcome.ALREADY_REVOKED, KeyState.REVOKED)))
                .contains("revoked before");
        assertThat(text(120, standing(Outcome.INVALID, null)))
                .contains("unknown")
                .startsWith("CRITICAL");
        assertThat(text(120, null)).contains("who used it: scan with --report").startsWith("CRITICAL");
        assertThat(text(120, standing(Outcome.ACCEPTED, null)))
                .startsWith("INFO")
                .contains("never issued here");
    }

    @Test
    void linesKeepToTheWidthAndColourIsForTerminals() {
        var outcome = Outcomes.of(Outcomes.many(200));
        assertThat(new TextReport(new Style(false, 80)).of(outcome).lines()).allMatch(line -> line.length() <= 100);
        assertThat(new TextReport(new Style(false, 80)).of(outcome)).doesNotContain("\u001b");
        assertThat(new TextReport(new Style(true, 80)).of(outcome)).contains("\u001b[1;31m");
    }
}
