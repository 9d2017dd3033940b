package dev.keyturn.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.finding.Statistics;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.rule.Rules;
import dev.keyturn.source.Commit;
import dev.keyturn.source.Place;
import dev.keyturn.testing.LeakOracle;
import dev.keyturn.wire.LeakResults.Outcome;
import dev.keyturn.wire.LeakSighting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionTest {
    @TempDir
    Path folder;

    private final TestingApi api = new TestingApi();
    private final ApiKey key = ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());
    private final List<String> told = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>(api.variables());

    @BeforeEach
    void setUp() {
        environment.put("KEYTURN_SPOOL", folder.resolve("spool").toString());
        LeakOracle.watchDirectory(folder);
    }

    @AfterEach
    void tearDown() {
        LeakOracle.forget(folder.toString());
        api.close();
    }

    private static ScanOutcome outcome(Finding... findings) {
        return new ScanOutcome(List.of(findings), List.of(), new Statistics(0, 0, 0, 0, 0, 0, 0, Duration.ZERO));
    }

    private static Finding finding(ApiKey key, Place... places) {
        return new Finding(
                Rules.builtIn().rules().get(0), key.hint(), key.fingerprint(), "identity", "accepted", List.of(places));
    }

    private static Place place(String file, int line) {
        Commit commit = new Commit("c".repeat(40), "Ada", "ada@example.test", Instant.parse("2026-04-01T08:00:00Z"));
        return new Place("https://git.example.test/a", Place.Kind.CONTENT, file, line, commit);
    }

    private ScanOutcome submit(ScanOutcome outcome) throws Complaint {
        return new Submission(environment, told::add).submit(outcome, "scan git");
    }

    private Path spool() {
        return Spool.of(api.address(), environment).file();
    }

    @Test
    void aKeyIsReportedWithEachPlaceAndTheAnswerComesBack() throws Complaint {
        ScanOutcome answered = submit(outcome(finding(key, place("a", 3), place("b", 4))));
        assertThat(answered.findings().get(0).answer()).satisfies(answer -> {
            assertThat(answer.outcome()).isEqualTo(Outcome.REVOKED);
            assertThat(answer.revokedAt()).isEqualTo(TestingApi.REVOKED_AT);
        });
        assertThat(api.batches().get(0))
                .contains(new LeakSighting(
                        key.fingerprint().hex(),
                        "https://git.example.test/a",
                        "c".repeat(40),
                        "a",
                        3,
                        "Ada <ada@example.test>",
                        Instant.parse("2026-04-01T08:00:00Z"),
                        "scan git"))
                .hasSize(2);
        assertThat(api.requests()).containsExactly("POST /v1/leaks");
        assertThat(spool()).hasContent("");
        assertThat(told).isEmpty();
    }

    @Test
    void aDecoyIsNoFindingAndNobodyIsTold() throws Complaint {
        api.knowDecoys();
        Finding other = new Finding(
                Rules.builtIn().rules().get(0), "AKIA…", null, "identity", "accepted", List.of(place("a", 1)));

        ScanOutcome answered = submit(outcome(finding(key, place("a", 3), place("b", 4)), other));

        assertThat(answered.findings()).containsExactly(other);
        assertThat(told).isEmpty();
    }

    @Test
    void otherProvidersSecretsStayHere() throws Complaint {
        Finding other = new Finding(
                Rules.builtIn().rules().get(0), "AKIA…", null, "identity", "accepted", List.of(place("a", 1)));
        submit(outcome(other));
        assertThat(api.requests()).isEmpty();
        assertThat(spool().getParent()).doesNotExist();
    }

    @Test
    @RevealsPlaintext("a key stands in a file's name")
    void aKeyInANameIsMasked() throws Complaint {
        submit(outcome(finding(key, place("keys/é-" + key.reveal() + ".txt", 1))));
        assertThat(api.batches().get(0).get(0).path()).isEqualTo("keys/é-" + key.hint() + ".txt");
    }

    @Test
    void manyGoInBatchesAndAKeyInManyPlacesIsCutShort() throws Complaint {
        Finding[] findings = IntStream.range(0, 25)
                .mapToObj(i -> finding(
                        ApiKey.generate(new EnvironmentTag("dev"), new SecureRandom()),
                        IntStream.range(1, 200)
                                .mapToObj(line -> place("f", line))
                                .toArray(Place[]::new)))
                .toArray(Finding[]::new);
        ScanOutcome answered = submit(outcome(findings));
        assertThat(api.batches()).extracting(List::size).containsExactly(1000, 1000, 500);
        assertThat(answered.findings())
                .allMatch(
                        finding -> finding.answer() != null && finding.answer().outcome() == Outcome.REVOKED);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429, 401, 403, 404, 413})
    void whatTheApiDoesNotTakeIsKeptAndSentNextTime(int status) throws Exception {
        api.answerWith(status);
        ScanOutcome unanswered = submit(outcome(finding(key, place("a", 3))));
        submit(outcome(finding(key, place("a", 3))));
        assertThat(unanswered.findings().get(0).answer()).isNull();
        assertThat(told).anyMatch(words -> words.contains("1 report is kept in " + spool()));
        assertThat(Files.readAllLines(spool())).hasSize(1);

        api.answerWith(200);
        told.clear();
        submit(outcome());
        assertThat(api.batches()).hasSize(1);
        assertThat(spool()).hasContent("");
        assertThat(told).isEmpty();
    }

    @Test
    void anApiThatIsDownIsSaidInWords() throws Exception {
        api.close();
        submit(outcome(finding(key, place("a", 3))));
        assertThat(told.get(0)).startsWith("not reported to " + api.address()).endsWith("nothing listens there");
        assertThat(Files.readAllLines(spool())).hasSize(1);
    }

    @Test
    void aSpoolThatCannotBeWrittenStopsNoReport() throws Exception {
        environment.put(
                "KEYTURN_SPOOL", Files.writeString(folder.resolve("file"), "").toString());
        submit(outcome(finding(key, place("a", 3))));
        assertThat(api.batches()).hasSize(1);
        assertThat(told).isEmpty();
        api.answerWith(503);
        submit(outcome(finding(key, place("a", 3))));
        assertThat(told).anyMatch(words -> words.contains("KEYTURN_SPOOL"));
    }

    @Test
    void missingAndBrokenVariablesAreComplainedOfBeforeAnythingIsDone() {
        for (String variable : List.of("KEYTURN_API_URL", "KEYTURN_API_KEY")) {
            Map<String, String> without = new HashMap<>(environment);
            without.put(variable, " ");
            assertThatThrownBy(() -> new Submission(without, told::add))
                    .isInstanceOf(Complaint.class)
                    .hasMessageContaining(variable);
        }
        for (String address :
                Arrays.asList("keys.example.test", "ftp://x", "https://user:word@keys.example.test", ":")) {
            environment.put("KEYTURN_API_URL", address);
            assertThatThrownBy(() -> new Submission(environment, told::add))
                    .isInstanceOf(Complaint.class)
                    .hasMessageNotContaining("word@");
        }
        environment.putAll(api.variables());
        environment.put("KEYTURN_API_KEY", "sk_prd_short");
        assertThatThrownBy(() -> new Submission(environment, told::add)).hasMessageContaining("cut");
    }
}
