package dev.keyturn.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.source.Place;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a hostile name can do to a report: nothing. */
class SharedReportsTest {
    private static ScanOutcome hostile() {
        List<Finding> findings = new ArrayList<>(Outcomes.many(3));
        Stream.of(Place.Kind.values()).forEach(kind -> findings.add(Outcomes.own(null, Outcomes.hostile(kind))));
        return Outcomes.of(findings);
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void nothingControlsATerminal(Format format) {
        String report = format.report(Style.plain()).of(hostile());
        assertThat(report.codePoints()
                        .filter(point -> point != '\n' && point != '\r')
                        .mapToObj(Character::getType))
                .doesNotContain((int) Character.CONTROL, (int) Character.FORMAT);
        assertThat(report.lines()).noneMatch(line -> line.startsWith("::"));
    }

    @Test
    void noCellIsAFormulaAndNoCellBreaksItsRow() {
        String report = new CsvReport().of(hostile());
        assertThat(report.split("\r\n")).hasSize(1 + 3 + Place.Kind.values().length);
        for (String row : report.split("\r\n")) {
            for (String cell : row.split("\",\"")) {
                assertThat(cell.replaceFirst("^\"", "")).doesNotMatch("\\s*[=+\\-@|%].*");
            }
        }
    }

    @Test
    void theStepSummaryIsATableAndNothingElse() {
        String summary = new StepSummary().of(hostile());
        assertThat(summary).doesNotContain("<img", "<script", "`", "[2J");
        assertThat(summary.lines().filter(line -> line.startsWith("|")))
                .hasSize(2 + 3 + Place.Kind.values().length)
                .allMatch(line -> line.chars().filter(c -> c == '|').count() == 6);
        assertThat(new StepSummary().of(Outcomes.of(Outcomes.many(5000))).length())
                .isLessThan(1 << 20);
    }

    @Test
    void junitIsXmlAndCountsWhatBlocks() throws Exception {
        ScanOutcome outcome = hostile();
        var document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(new JunitReport().of(outcome))));
        long blocking = outcome.findings().stream().filter(Finding::blocks).count();
        assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo((int) blocking);
        assertThat(document.getElementsByTagName("testcase").getLength())
                .isEqualTo(outcome.findings().size());
    }

    /** Version 15.2.1 of GitLab's schema: what it requires, its patterns and its lengths. */
    @Test
    void gitlabsRulesAreKept() {
        JsonNode report = JsonMapper.shared().readTree(new GitlabReport().of(hostile()));
        assertThat(report.path("version").asString()).isEqualTo("15.2.1");
        JsonNode scan = report.path("scan");
        for (String time : List.of("start_time", "end_time")) {
            assertThat(scan.path(time).asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
        }
        assertThat(scan.path("type").asString()).isEqualTo("secret_detection");
        assertThat(scan.path("messages").path(0).path("level").asString()).isEqualTo("warn");
        for (String role : List.of("analyzer", "scanner")) {
            assertThat(scan.path(role).path("version").asString()).isNotEmpty();
            assertThat(scan.at("/" + role + "/vendor/name").asString()).isNotEmpty();
        }
        for (JsonNode one : report.path("vulnerabilities")) {
            assertThat(one.path("id").asString()).isNotEmpty();
            assertThat(one.path("name").asString().length()).isBetween(1, 255);
            assertThat(Set.of("Info", "Low", "Medium", "High", "Critical"))
                    .contains(one.path("severity").asString());
            assertThat(one.at("/identifiers/0/value").asString()).isNotEmpty();
            assertThat(one.at("/location/commit/sha").asString()).isNotEmpty();
            assertThat(one.path("description").asString()).doesNotContain("<", "`");
        }
    }

    @Test
    void thePageHasItsFindingsAsDataAndLoadsNothing() {
        String page = new HtmlReport().of(hostile());
        assertThat(page).contains("default-src 'none'").containsPattern("script-src 'sha256-[^']+'");
        assertThat(page.split("<script", -1)).hasSize(3);
        assertThat(page).doesNotContain("<img", "src=\"", "@import", "url(");
        String data = page.replaceFirst("(?s).*id=\"data\">", "").replaceFirst("(?s)</script>.*", "");
        JsonNode findings = JsonMapper.shared().readTree(data).path("findings");
        assertThat(findings.size()).isEqualTo(3 + Place.Kind.values().length);
        assertThat(new HtmlReport().of(Outcomes.of(Outcomes.many(10_000))).length())
                .isLessThan(10_000_000);
    }
}
