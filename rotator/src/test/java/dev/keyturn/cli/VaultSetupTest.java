package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.delivery.vault.TestingOpenBao;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the command makes in a real server keeps environments apart. */
class VaultSetupTest {
    private final TestingOpenBao bao = TestingOpenBao.shared();

    @TempDir
    private Path folder;

    @Test
    void whatIsPrintedIsWhatTheGuideSays() {
        String printed = run("--environment", "prd");
        assertThat(printed)
                .contains("bao policy write keyturn-rotator-prd - <<'HCL'")
                .contains("path \"secret/data/keyturn/prd/+\" { capabilities = [\"create\", \"update\", \"read\"] }")
                .contains("token_no_default_policy=true token_period=1h")
                .doesNotContain("delete\"");
    }

    @Test
    void theRoleOfOneEnvironmentCannotReadAnother() throws IOException {
        String made = make();
        assertThat(made).contains("enabled KV version 2 at kept/", "enabled AppRole at auth/machines/");
        assertThat(make()).doesNotContain("enabled").contains("prd  role team-rotator-prd, role-id ");
        for (String environment : List.of("dev", "prd")) {
            bao.post("kept/data/team/" + environment + "/service", Map.of("data", Map.of("api_key", "none")));
        }
        for (String environment : List.of("dev", "prd")) {
            String other = environment.equals("dev") ? "prd" : "dev";
            Secret token = token(environment);
            assertThat(bao.status(token, "GET", "kept/data/team/" + environment + "/service"))
                    .isEqualTo(200);
            for (String path : List.of("data", "metadata")) {
                assertThat(bao.status(token, "GET", "kept/" + path + "/team/" + other + "/service"))
                        .isEqualTo(403);
                assertThat(bao.status(token, "DELETE", "kept/" + path + "/team/" + environment + "/service"))
                        .isEqualTo(403);
            }
            assertThat(bao.status(token, "POST", "kept/data/team/" + other + "/service"))
                    .isEqualTo(403);
        }
    }

    @Test
    void aTokenThatMayNotIsRefusedInWords() throws IOException {
        Path weak = folder.resolve("weak");
        Files.writeString(weak, "no-token-at-all");
        assertThat(run(
                        "--token-file",
                        weak.toString(),
                        "--address",
                        bao.address().toString()))
                .contains("Vault does not let this token read sys/mounts (status 403)");
        assertThat(run("--token-file", weak.toString())).contains("name it with --address");
        assertThat(run("--environment", "prod")).contains("Stripe");
    }

    private String make() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--environment", "dev,prd", "--mount", "kept"));
        arguments.addAll(List.of("--prefix", "team", "--approle-mount", "machines"));
        arguments.addAll(List.of(
                "--address",
                bao.address().toString(),
                "--token-file",
                tokenFile().toString()));
        return run(arguments.toArray(String[]::new));
    }

    @RevealsPlaintext("writes the file that holds the token")
    private Path tokenFile() throws IOException {
        return Files.writeString(folder.resolve("token"), bao.rootToken().reveal());
    }

    private Secret token(String environment) {
        String role = "auth/machines/role/team-rotator-" + environment;
        String roleId = bao.get(role + "/role-id").at("/data/role_id").asString();
        String secretId =
                bao.post(role + "/secret-id", Map.of()).at("/data/secret_id").asString();
        return Secret.of(bao.post("auth/machines/login", Map.of("role_id", roleId, "secret_id", secretId))
                .at("/auth/client_token")
                .asString());
    }

    private static String run(String... arguments) {
        StringWriter text = new StringWriter();
        CommandLine line = RotatorCommand.commandLine(config -> 0);
        line.setOut(new PrintWriter(text, true)).setErr(new PrintWriter(text, true));
        String[] all = new String[arguments.length + 1];
        all[0] = "vault-setup";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        line.execute(all);
        return text.toString();
    }
}
