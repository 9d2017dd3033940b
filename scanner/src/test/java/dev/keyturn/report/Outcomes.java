package dev.keyturn.report;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.finding.Standing;
import dev.keyturn.finding.Statistics;
import dev.keyturn.rule.Rule;
import dev.keyturn.rule.Rules;
import dev.keyturn.source.Commit;
import dev.keyturn.source.Place;
import dev.keyturn.source.Skipped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Outcomes of scans that never were. */
final class Outcomes {
    static final String HOSTILE =
            "=cmd|'/c x'!A1,\"</script><script>alert(1)</script>\r\n::error::x\u001b[2J\u009b\u202e|`<img src=x>`../../a:b";
    private static final List<Rule> RULES = Rules.builtIn().rules();

    private Outcomes() {}

    static ScanOutcome of(List<Finding> findings) {
        Statistics read = new Statistics(3, 20, 100, 1_000_000, 0, RULES.size(), 0, Duration.ofMillis(1234));
        return new ScanOutcome(findings, List.of(new Skipped(HOSTILE, "damaged")), read);
    }

    /** As many findings, of every rule in turn. */
    static List<Finding> many(int count) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            findings.add(finding(RULES.get(i % RULES.size()), i, place("src/main/File" + i % 977 + ".java", i)));
        }
        return findings;
    }

    static Finding finding(Rule rule, int number, Place... places) {
        String identity = String.format(Locale.ROOT, "%032x", number);
        return new Finding(rule, "abcd…" + number, null, identity, identity, List.of(places));
    }

    static Finding own(@Nullable Standing standing, Place... places) {
        return finding(Rules.own(), 1, places).standing(standing);
    }

    static Place place(String file, int number) {
        Instant day = Instant.parse("2020-01-01T00:00:00Z").plus(Duration.ofDays(number % 2000));
        String id = String.format(Locale.ROOT, "%040x", number + 1);
        return new Place("repository", Place.Kind.CONTENT, file, 7, new Commit(id, "Ada", "ada@example.org", day));
    }

    static Place hostile(Place.Kind kind) {
        Commit commit = new Commit("0".repeat(40), HOSTILE, HOSTILE, Instant.EPOCH);
        return new Place(HOSTILE, kind, HOSTILE, 1, commit);
    }
}
