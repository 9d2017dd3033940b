package dev.keyturn.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.keyturn.finding.Finding;
import dev.keyturn.rule.Rules;
import dev.keyturn.source.Place;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log against the official schema, which a test dependency carries, and against what GitHub takes. */
class SarifReportTest {
    private static String log(List<Finding> findings) {
        return new SarifReport().of(Outcomes.of(findings));
    }

    private static JsonNode run(String log) {
        return JsonMapper.shared().readTree(log).path("runs").path(0);
    }

    @Test
    void theOfficialSchemaAcceptsIt() throws IOException {
        List<Finding> findings = new ArrayList<>(Outcomes.many(100));
        for (Place.Kind kind : Place.Kind.values()) {
            findings.add(Outcomes.own(null, Outcomes.hostile(kind)));
        }
        SchemaValidatorsConfig formats =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        try (InputStream schema =
                Objects.requireNonNull(SarifReportTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json"))) {
            var validator =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema, formats);
            assertThat(validator.validate(log(findings), InputFormat.JSON)).isEmpty();
            assertThat(validator.validate(log(List.of()), InputFormat.JSON)).isEmpty();
        }
    }

    @Test
    void addressesStayInsideTheRepository() {
        for (String name : List.of("../../etc/passwd", "./a", "a/../b", "c:d", "/x", "a b%c#d?e", "ä")) {
            Finding finding = Outcomes.own(null, Outcomes.place(name, 1));
            String address = run(log(List.of(finding)))
                    .at("/results/0/locations/0/physicalLocation/artifactLocation/uri")
                    .asString();
            assertThat(URI.create(address).isAbsolute()).as(address).isFalse();
            assertThat(URI.create("https://h/r/").resolve(address).normalize().getPath())
                    .as(address)
                    .startsWith("/r/");
        }
    }

    @Test
    void whatGithubDoesNotTakeIsLeftOutAndSaid() {
        Place[] places = new Place[1500];
        for (int i = 0; i < places.length; i++) {
            places[i] = Outcomes.place("f" + i, i);
        }
        List<Finding> findings = new ArrayList<>(List.of(Outcomes.finding(Rules.own(), 0, places)));
        findings.addAll(Outcomes.many(26_000));
        String log = log(findings);
        JsonNode run = run(log);
        assertThat(run.path("results").size()).isEqualTo(25_000);
        assertThat(run.at("/results/0/locations").size()).isEqualTo(100);
        assertThat(run.at("/results/0/message/text").asString()).contains("in 1500 places");
        assertThat(run.path("invocations").toString())
                .contains("the last 1001 findings of 26001")
                .contains("of 1 findings the first 100 places");
        assertThat(Compression.size(log)).isLessThan(10_000_000);
    }

    @Test
    void hashesTellFindingsApartAndSurviveMovedLines() {
        Place here = Outcomes.place("a", 1);
        Place moved = new Place(here.repository(), here.kind(), here.file(), 99, here.commit());
        JsonNode run = run(log(List.of(Outcomes.own(null, here), Outcomes.own(null, here))));
        String hash = "/partialFingerprints/primaryLocationLineHash";
        Set<String> hashes = new HashSet<>();
        run.path("results").forEach(result -> hashes.add(result.at(hash).asString()));
        assertThat(hashes).hasSize(2).allMatch(value -> value.matches("[0-9a-f]{1,16}:[12]"));
        String later = run(log(List.of(Outcomes.own(null, moved))))
                .at("/results/0" + hash)
                .asString();
        assertThat(hashes).contains(later);
    }
}
