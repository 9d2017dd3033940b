package dev.keyturn.report;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.finding.Standing;
import dev.keyturn.finding.Statistics;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.source.Commit;
import dev.keyturn.source.Place;
import dev.keyturn.source.Skipped;
import dev.keyturn.wire.ExposureReport;
import dev.keyturn.wire.LeakResults;
import dev.keyturn.wire.Rotation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Everything, for programs. The only report that holds fingerprints. */
final class JsonReport implements Report {
    @Override
    public String of(ScanOutcome outcome) {
        Json json = new Json().open('{').open("findings", '[');
        outcome.findings().forEach(finding -> finding(json, finding));
        json.close(']').open("skipped", '[');
        outcome.skipped().forEach(skipped -> skipped(json, skipped));
        json.close(']');
        Suppressions.json(outcome, json);
        statistics(json, outcome);
        return json.close('}').toString();
    }

    private static void finding(Json json, Finding finding) {
        Fingerprint fingerprint = finding.fingerprint();
        json.open('{')
                .field("rule", finding.rule().id())
                .field("title", finding.rule().title())
                .field("severity", finding.severity().word())
                .field("fingerprint", fingerprint == null ? null : fingerprint.hex())
                .field("identity", finding.identity())
                .field("secret", finding.secret());
        if (finding.forbidden() != null) {
            json.field("forbidden", finding.forbidden());
        }
        place(json, finding.first());
        standing(json, finding.standing());
        json.open("places", '[');
        for (Place place : finding.places()) {
            json.open('{');
            place(json, place);
            json.close('}');
        }
        json.close(']').close('}');
    }

    private static void place(Json json, Place place) {
        json.field("file", place.file())
                .field("startLine", place.line())
                .field("kind", place.kind().words())
                .field("commit", place.commitId());
        Commit commit = place.commit();
        if (commit != null) {
            json.field("author", commit.author())
                    .field("email", commit.email())
                    .field("date", commit.date().toString());
        }
        if (place.repository() != null) {
            json.field("repository", place.repository());
        }
    }

    private static void standing(Json json, @Nullable Standing standing) {
        if (standing == null) {
            return;
        }
        LeakResults.Result answer = standing.answer();
        json.field("state", standing.state().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .open("answer", '{')
                .field("outcome", Answers.word(answer))
                .field("leakId", answer.leakId() == null ? null : String.valueOf(answer.leakId()))
                .field("revokedAt", answer.revokedAt() == null ? null : String.valueOf(answer.revokedAt()))
                .field("detail", answer.detail())
                .close('}');
        Rotation rotation = standing.rotation();
        if (rotation != null) {
            json.open("replacement", '{')
                    .field("keyId", rotation.successorId() == null ? null : String.valueOf(rotation.successorId()))
                    .field("state", rotation.state().name())
                    .field("path", rotation.deliveryPath());
            if (rotation.deliveredVersion() != null) {
                json.field("version", rotation.deliveredVersion());
            }
            json.close('}');
        }
        exposure(json, standing.exposure());
    }

    private static void exposure(Json json, @Nullable ExposureReport report) {
        if (report == null) {
            return;
        }
        json.open("exposure", '{')
                .field("verdict", report.verdict().name().toLowerCase(Locale.ROOT))
                .field("summary", report.summary())
                .field("exposedAt", report.exposedAt() == null ? null : String.valueOf(report.exposedAt()))
                .field(
                        "uses",
                        report.uses().stream()
                                .mapToLong(ExposureReport.Use::count)
                                .sum())
                .field(
                        "unknownUses",
                        report.uses().stream()
                                .filter(use -> !use.known())
                                .mapToLong(ExposureReport.Use::count)
                                .sum())
                .field("lostUses", report.lostUses())
                .close('}');
    }

    private static void skipped(Json json, Skipped skipped) {
        json.open('{')
                .field("file", skipped.name())
                .field("reason", skipped.reason())
                .close('}');
    }

    private static void statistics(Json json, ScanOutcome outcome) {
        Statistics read = outcome.statistics();
        json.open("statistics", '{')
                .field("refs", read.refs())
                .field("commits", read.commits())
                .field("blobs", read.blobs())
                .field("bytes", read.bytes())
                .field("known", read.known())
                .field("rules", read.rules())
                .field("findings", outcome.findings().size())
                .field("allowed", read.allowed())
                .field("skipped", outcome.skipped().size())
                .field("complete", outcome.complete())
                .seconds("seconds", read.time().toNanos() / 1e9)
                .close('}');
    }
}
