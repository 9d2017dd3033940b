package dev.keyturn.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.hook.GitSandbox;
import dev.keyturn.hook.GitSandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the action's script as a runner does; the command that it calls is a stand-in that writes down what it got. */
class ScanScriptTest {
    @TempDir
    Path folder;

    private GitSandbox sandbox;
    private Path repository;
    private Path outputs;
    private String first;
    private String head;

    @BeforeEach
    void setUp() throws IOException {
        sandbox = new GitSandbox(folder);
        repository = sandbox.repository(folder.resolve("work space"));
        first = sandbox.git(repository, "rev-parse", "HEAD");
        sandbox.git(repository, "commit", "-q", "--allow-empty", "-m", "Second");
        head = sandbox.git(repository, "rev-parse", "HEAD");
        outputs = Files.createFile(folder.resolve("outputs"));
        Path stub = GitSandbox.script(
                folder.resolve("its place/keyturn"), """
                #!/bin/sh
                for argument; do printf '[%s]' "$argument"; done > '%s'
                while [ $# -gt 0 ]; do [ "$1" != --output ] || echo report > "$2"; shift; done
                exit "${STUB_EXIT:-0}"
                """.formatted("%s", folder.resolve("arguments")));
        sandbox.environment()
                .putAll(Map.of(
                        "GITHUB_ACTIONS", "true",
                        "GITHUB_WORKSPACE", repository.toString(),
                        "GITHUB_OUTPUT", outputs.toString(),
                        "KEYTURN", stub.toString(),
                        "KEYTURN_HEAD", head));
    }

    private Outcome scan(String... variables) throws IOException {
        for (int i = 0; i < variables.length; i += 2) {
            sandbox.environment().put(variables[i], variables[i + 1]);
        }
        Files.writeString(outputs, "");
        Files.deleteIfExists(folder.resolve("arguments"));
        return sandbox.run(
                folder,
                "",
                List.of("sh", ProjectFiles.file("scanner/action/scan.sh").toString()));
    }

    private String arguments() throws IOException {
        Path arguments = folder.resolve("arguments");
        return Files.exists(arguments) ? Files.readString(arguments) : "none";
    }

    private void assertNothingScanned(Outcome outcome, String because) throws IOException {
        assertThat(outcome.output())
                .startsWith("::error title=Keyturn::Nothing was scanned: ")
                .contains(because);
        assertThat(outputs).hasContent("exit-code=2\n");
        assertThat(arguments()).isEqualTo("none");
        assertThat(verdict("2", "false").exitCode()).isEqualTo(2);
    }

    private Outcome verdict(String exitCode, String fail) {
        sandbox.environment().put("KEYTURN_EXIT_CODE", exitCode);
        sandbox.environment().put("KEYTURN_SCAN_FAIL", fail);
        return sandbox.run(
                folder,
                "",
                List.of("sh", ProjectFiles.file("scanner/action/verdict.sh").toString()));
    }

    @Test
    void aPullRequestIsScannedFromItsBase() throws IOException {
        Outcome outcome = scan("KEYTURN_EVENT", "pull_request", "KEYTURN_PULL_BASE", first);
        assertThat(outcome).isEqualTo(new Outcome(0, ""));
        assertThat(arguments())
                .isEqualTo("[scan][range][" + first + ".." + head + "][--repo][.][--format][sarif][--output]["
                        + repository.resolve("keyturn-report.sarif") + "][--annotations]");
        assertThat(Files.readString(outputs))
                .isEqualTo("exit-code=0\nreport-file=keyturn-report.sarif\nsarif-file="
                        + repository.resolve("keyturn-report.sarif") + "\n");
    }

    @Test
    void everyOptionIsPassedOn() throws IOException {
        Files.createDirectories(repository.resolve("sub dir"));
        scan(
                "KEYTURN_SCAN_RANGE", "all",
                "KEYTURN_SCAN_PATH", "sub dir",
                "KEYTURN_SCAN_FORMAT", "junit",
                "KEYTURN_SCAN_OUTPUT", "out",
                "KEYTURN_SCAN_CONFIG", "rules.toml",
                "KEYTURN_SCAN_BASELINE", "/abs/base",
                "KEYTURN_SCAN_REPORT", "true",
                "KEYTURN_SCAN_ALLOW_EMPTY", "true");
        assertThat(arguments())
                .isEqualTo("[scan][git][.][--format][junit][--output][" + repository.resolve("out.xml")
                        + "][--annotations][--config][" + repository.resolve("rules.toml")
                        + "][--baseline][/abs/base][--report][--allow-empty]");
    }

    @ParameterizedTest
    @CsvSource({
        "push, 0000000000000000000000000000000000000000",
        "push, 1111111111111111111111111111111111111111",
        "schedule, ''"
    })
    void whereThereIsNoBaseEverythingIsScanned(String event, String before) throws IOException {
        scan("KEYTURN_EVENT", event, "KEYTURN_PUSH_BEFORE", before);
        assertThat(arguments()).startsWith("[scan][git][.]");
    }

    @Test
    void aPushIsScannedFromWhatWasThereBefore() throws IOException {
        scan("KEYTURN_EVENT", "push", "KEYTURN_PUSH_BEFORE", first);
        assertThat(arguments()).startsWith("[scan][range][" + first + ".." + head + "]");
    }

    @Test
    void aShallowCloneIsNotScanned() throws IOException {
        sandbox.git(folder, "clone", "-q", "--depth", "1", "file://" + repository, "shallow");
        Outcome outcome = scan("GITHUB_WORKSPACE", folder.resolve("shallow").toString());
        assertNothingScanned(outcome, "fetch-depth: 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pull_request | auto | is not in this clone",
                "x | main | must be auto",
                "x | nowhere..HEAD | base commit 'nowhere' is not in this clone",
                "x | HEAD..nowhere | the commit 'nowhere' is not in this clone",
                "x | --all..HEAD | is not in this clone",
                "x | $(touch pwned)..HEAD | is not in this clone",
            })
    void aBadBaseIsNotScanned(String event, String range, String because) throws IOException {
        assertNothingScanned(scan("KEYTURN_EVENT", event, "KEYTURN_SCAN_RANGE", range), because);
        assertThat(repository.resolve("pwned")).doesNotExist();
    }

    @Test
    void whatIsNotThereIsNamed() throws IOException {
        assertNothingScanned(scan("KEYTURN_SCAN_PATH", "missing"), "no directory missing");
        assertNothingScanned(scan("KEYTURN_SCAN_PATH", ".."), "git cannot read the repository");
        assertNothingScanned(scan("KEYTURN_SCAN_FORMAT", "pdf"), "no report format 'pdf'");
        assertNothingScanned(scan("KEYTURN", "/no/keyturn", "KEYTURN_SCAN_FORMAT", "json"), "no command /no/keyturn");
    }

    @Test
    void aNameCannotBecomeACommandOfTheRunner() throws IOException {
        Outcome outcome = scan("KEYTURN_SCAN_RANGE", "a\n::warning::b%0A..HEAD");
        assertThat(outcome.output().lines()).hasSize(1).first().asString().contains("'a ::warning::b%250A'");
        scan("KEYTURN_SCAN_RANGE", "all", "KEYTURN_SCAN_OUTPUT", "x\nexit-code=0");
        assertThat(outputs).hasContent("exit-code=2\n");
    }

    @Test
    void aFailedScanIsNoVerdict() throws IOException {
        Outcome outcome = scan("STUB_EXIT", "2");
        assertThat(outcome.output()).contains("::error title=Keyturn::Nothing was scanned: the scan ended with code 2");
        assertThat(outputs).hasContent("exit-code=2\n");
        scan("STUB_EXIT", "1");
        assertThat(Files.readString(outputs)).startsWith("exit-code=1\nreport-file=");
    }

    @Test
    void elsewhereTheScriptEndsWithTheVerdict() throws IOException {
        sandbox.environment().remove("GITHUB_ACTIONS");
        sandbox.environment().remove("GITHUB_OUTPUT");
        assertThat(scan("STUB_EXIT", "1").exitCode()).isEqualTo(1);
        assertThat(arguments()).doesNotContain("--annotations");
        Outcome outcome = scan("KEYTURN_SCAN_RANGE", "x..y");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.output()).startsWith("keyturn: Nothing was scanned");
    }

    @ParameterizedTest
    @CsvSource({"0,true,0", "1,true,1", "1,false,0", "2,false,2", "3,true,3", "'',false,2"})
    void theJobEndsWithTheVerdict(String exitCode, String fail, int expected) {
        assertThat(verdict(exitCode, fail).exitCode()).isEqualTo(expected);
    }
}
