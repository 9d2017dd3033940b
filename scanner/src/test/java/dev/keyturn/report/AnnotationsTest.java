package dev.keyturn.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.finding.Statistics;
import dev.keyturn.rule.Rule;
import dev.keyturn.rule.Rules;
import dev.keyturn.source.Place;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnotationsTest {
    private static final Rule RULE = Rules.builtIn().rules().get(0);

    private static Finding finding(Place.Kind kind, String file) {
        return new Finding(RULE, "AKIA…", null, "identity", "accepted", List.of(new Place(null, kind, file, 7, null)));
    }

    private static String annotations(List<Finding> findings) {
        Statistics none = new Statistics(0, 0, 0, 0, 0, 0, 0, Duration.ZERO);
        return new Annotations().of(new ScanOutcome(findings, List.of(), none));
    }

    @Test
    void aFindingStandsBesideItsLine() {
        assertThat(annotations(List.of(finding(Place.Kind.CONTENT, "src/a.txt"))))
                .isEqualTo("::error file=src/a.txt,line=7,title=Keyturn%3A " + RULE.id()
                        + "::AKIA… stands in src/a.txt. Revoke and replace it first, then take it out.\n");
        assertThat(annotations(List.of(finding(Place.Kind.COMMIT, "commit message"))))
                .doesNotContain("file=");
    }

    @Test
    void aNameCannotBecomeACommand() {
        String hostile = "a,line=1::x\r\n::set-output name=x::%0Ay\u001b[2J\u202e";
        String annotations = annotations(List.of(finding(Place.Kind.CONTENT, hostile)));
        assertThat(annotations.lines()).hasSize(1);
        assertThat(annotations)
                .contains("file=a%2Cline=1%3A%3Ax%0D%0A%3A%3Aset-output name=x%3A%3A%250Ay?[2J?,line=7")
                .doesNotContain("\u001b", "\u202e");
    }

    @Test
    void theTenthCountsTheRest() {
        List<Finding> many = Collections.nCopies(25, finding(Place.Kind.CONTENT, "a"));
        assertThat(annotations(many).lines())
                .hasSize(10)
                .last()
                .isEqualTo("::error title=Keyturn::16 more findings are in the report");
        assertThat(annotations(many.subList(0, 10)).lines())
                .hasSize(10)
                .last()
                .asString()
                .contains("file=a");
    }
}
