package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code keyturn rules …} and {@code scan --explain}, as a person sees them. */
class RulesCommandTest {
    private static final String MINE = """
            [door-key]
            title = Door key
            about = Opens our doors
            severity = high
            revoke = change the lock
            alias = old-door-key
            keywords = door_
            regex = door_[0-9a-f]{24}
            entropy = 3
            example = door_{hex:24}
            counterexample = door_{hex:12}
            """;

    @TempDir
    Path folder;

    @Test
    void listsRules() {
        assertThat(run("rules", "list").out()).contains("github-pat ", "guess");
        assertThat(run("rules", "list", "heroku", "Key").out())
                .contains("heroku-api-key ")
                .doesNotContain("github-pat");
        assertThat(run("rules", "list", "--format", "json").out())
                .startsWith("{\"rules\":[{\"id\":\"keyturn-api-key\"")
                .contains("\"proof\":\"github-checksum\"");
        CommandLineRun none = run("rules", "list", "nothing", "at-all");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("no rule has nothing and at-all");
    }

    @Test
    void explainsARuleByItsIdOrAlias() throws IOException {
        CommandLineRun run =
                run("rules", "explain", "old-door-key", "--rules", mine(MINE).toString());
        assertThat(run.out())
                .contains("door-key: Door key", "high: Opens our doors", "change the lock", "door_{hex:24}");
        CommandLineRun none = run("rules", "explain", "nothing");
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).contains("there is no rule 'nothing'");
        assertThat(run("rules", "explain", "heroku").err()).contains("perhaps heroku-api-key");
    }

    @Test
    void triesAFileOnItsExamples() throws IOException {
        CommandLineRun right = run("rules", "test", mine(MINE).toString());
        assertThat(right.out()).contains("1 rules tried, 0 wrong");
        assertThat(right.exitCode()).isZero();
        String tooShort = MINE.replace("example = door_{hex:24}", "example = door_{hex:20}");
        CommandLineRun wrong = run("rules", "test", mine(tooShort).toString());
        assertThat(wrong.out()).contains("door-key does not find the example door_{hex:20}");
        assertThat(wrong.exitCode()).isEqualTo(1);
    }

    @Test
    void aScanExplainsWhatItKeptAndDropped() throws IOException {
        Path file = folder.resolve("app.env");
        Files.writeString(file, "A_TOKEN=only-words-and-4-digits\nB=door_0a9f3c81e7b2d465f8013c9e\n");
        CommandLineRun run = run(
                "scan",
                "dir",
                file.toString(),
                "--explain",
                "--rules",
                mine(MINE).toString());
        assertThat(run.err()).contains("app.env:1: generic-api-key drops on…", "app.env:2: door-key keeps door…");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void whatMerelyCountsIsReportedAndDoesNotFail() throws IOException {
        Path file = folder.resolve("example.txt");
        Files.writeString(file, "door_0123456789abcdef01234567\n");
        CommandLineRun run =
                run("scan", "dir", file.toString(), "--rules", mine(MINE).toString());
        assertThat(run.out()).contains("door-key");
        assertThat(run.exitCode()).isZero();
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.in(Map.of("HOME", folder.toString()), "", arguments);
    }

    private Path mine(String rules) throws IOException {
        return Files.writeString(folder.resolve("mine.rules"), rules);
    }
}
