package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RevealsPlaintext("the commands are given plaintext")
class KeyCommandTest {
    private final ApiKey key = ApiKey.generate(new EnvironmentTag("prd"), new SecureRandom());

    private static CommandLineRun run(String input, String... arguments) {
        return CommandLineRun.in(Map.of(), input, arguments);
    }

    @Test
    void aGeneratedKeyIsAloneOnStandardOutput() {
        CommandLineRun run = run("", "key", "generate", "--environment", "stg");
        assertThat(run.exitCode()).isZero();
        assertThat(ApiKey.parse(run.out().strip()).tag().value()).isEqualTo("stg");
        assertThat(run.out().lines().count()).isEqualTo(1);
        assertThat(run.err()).contains("no api has issued it");
    }

    @Test
    void anEnvironmentThatConfusesIsRefused() {
        CommandLineRun run = run("", "key", "generate", "--environment", "live");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Stripe", "--environment");
    }

    @Test
    void aKeyIsToldWithoutItsPlaintext() {
        CommandLineRun run = run("\n  " + key.reveal() + "\r\nmore\n", "key", "check");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("valid", key.hint(), "prd", key.fingerprint().hex());
        assertThat((run.out() + run.err()).contains(key.reveal())).isFalse();
    }

    @Test
    void aFileWorksToo(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("candidate"), key.reveal());
        assertThat(run("", "key", "check", file.toString()).out()).contains(key.hint());
        assertThat(run("", "key", "check", folder.resolve("none").toString()).exitCode())
                .isEqualTo(2);
        assertThat(run("", "key", "check", folder.toString()).exitCode()).isEqualTo(2);
    }

    @Test
    void whatIsWrongIsNamedAndNothingRepeated() {
        String plaintext = key.reveal();
        String changed =
                plaintext.substring(0, 12) + (plaintext.charAt(12) == 'x' ? 'y' : 'x') + plaintext.substring(13);
        CommandLineRun run = run(changed + "\n", "key", "check");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("checksum").doesNotContain(changed.substring(7));
        assertThat(run(plaintext.substring(0, 30), "key", "check").out()).contains("cut");
        assertThat(run("x".repeat(100_000), "key", "check").out()).contains("starts with sk_");
        assertThat(run(" \n", "key", "check").exitCode()).isEqualTo(2);
    }

    @Test
    void aKeyAsArgumentIsRefusedUnread() {
        CommandLineRun run = run("", "key", "check", key.reveal());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().contains(key.reveal())).isFalse();
        assertThat(run.err()).contains("as an argument");
        CommandLineRun two = run("", "key", "check", key.reveal(), key.reveal());
        assertThat(two.exitCode()).isEqualTo(2);
        assertThat(two.err().contains(key.reveal())).isFalse();
    }
}
