package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.submit.TestingApi;
import dev.keyturn.wire.ExposureReport;
import dev.keyturn.wire.ExposureReport.Verdict;
import dev.keyturn.wire.Leak;
import dev.keyturn.wire.Rotation;
import dev.keyturn.wire.RotationList;
import dev.keyturn.wire.RotationState;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What comes back from the api stands in the same output as the finding. */
@RevealsPlaintext("scans a generated key")
class ReportedScanTest {
    private static final Instant NOW = TestingApi.REVOKED_AT;

    private final TestingApi api = new TestingApi();
    private final ApiKey key = ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());
    private final Map<String, String> environment = new HashMap<>(api.variables());

    @TempDir
    Path home;

    @BeforeEach
    void somewhereToKeepThings() {
        environment.put("HOME", home.toString());
    }

    @AfterEach
    void end() {
        api.close();
    }

    private CommandLineRun scan(String text, String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of("scan", "stdin", "--report"));
        arguments.addAll(List.of(more));
        return CommandLineRun.in(environment, text, arguments.toArray(String[]::new));
    }

    @Test
    void revocationReplacementAndUsesAreTold() {
        UUID id = UUID.randomUUID();
        api.know(id);
        Leak leak = new Leak(id, id, "Ingestor", "prd", key.hint(), "scan", NOW, NOW, id, List.of());
        api.tell(
                "/v1/leaks/" + id + "/exposure",
                new ExposureReport(leak, Verdict.NONE, "", NOW, "commit", NOW, NOW, NOW, null, List.of(), 0));
        Rotation rotation = new Rotation(
                id,
                id,
                "Ingestor",
                "prd",
                RotationState.OBSERVING,
                "leak",
                id,
                "secret/keyturn/prd/ingestor",
                4,
                NOW,
                null,
                null,
                List.of(),
                List.of());
        api.tell("/v1/rotations?keyId=" + id, new RotationList(List.of(rotation)));
        CommandLineRun run = scan(key.reveal(), "--await-replacement", "5");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().replaceAll("\\s+", " "))
                .contains("live until now: revoked at " + NOW)
                .contains("replacement delivered to secret/keyturn/prd/ingestor (version 4)")
                .contains("not used since the commit");
        JsonNode finding = JsonMapper.shared()
                .readTree(scan(key.reveal(), "--format", "json").out())
                .path("findings")
                .path(0);
        assertThat(finding.path("state").asString()).isEqualTo("revoked");
        assertThat(finding.at("/replacement/version").asInt()).isEqualTo(4);
        assertThat(finding.at("/exposure/verdict").asString()).isEqualTo("none");
    }

    @Test
    void whatTheKeyMayNotReadIsSaidOnce() {
        api.know(UUID.randomUUID());
        CommandLineRun run = scan(key.reveal());
        assertThat(run.out()).contains("live until now: revoked at " + NOW);
        assertThat(run.err()).containsOnlyOnce("leaks:read").containsOnlyOnce("rotations:read");
    }

    @Test
    void aKeyThatWasNeverIssuedHereIsInformation() {
        api.knowNoKey();
        CommandLineRun run = scan(key.reveal());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("INFO").contains("never issued here");
    }

    @Test
    void whatMayBeAnOlderKeyIsInformationUntilTheApiKnowsIt() {
        String older = "sk_" + key.reveal().substring(7, 45);
        CommandLineRun alone = CommandLineRun.in(environment, "key " + older, "scan", "stdin");
        assertThat(alone.exitCode()).isZero();
        assertThat(alone.out()).startsWith("INFO").contains("keyturn-legacy-key");
        assertThat(api.requests()).isEmpty();
        CommandLineRun confirmed = scan("key " + older);
        assertThat(confirmed.exitCode()).isEqualTo(1);
        assertThat(confirmed.out()).startsWith("CRITICAL").contains("live until now: revoked at");
        assertThat(confirmed.out().contains(older)).isFalse();
    }
}
