package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.action.ProjectFiles;
import dev.keyturn.hook.GitSandbox;
import dev.keyturn.hook.GitSandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/hooks-and-ci.md, run one after the other as they stand there. */
class HooksAndCiDocTest {
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\n(.*?)^```$");

    @Test
    void theCommandsWork(@TempDir Path folder) throws IOException {
        GitSandbox sandbox = new GitSandbox(folder);
        Path repository = sandbox.repository(folder.resolve("project"));
        Path command = TestingLauncher.in(folder.resolve("bin"));
        sandbox.environment().put("PATH", command.getParent() + ":" + System.getenv("PATH"));
        Matcher blocks = COMMANDS.matcher(Files.readString(ProjectFiles.file("docs/hooks-and-ci.md")));
        int run = 0;
        while (blocks.find()) {
            Outcome outcome = sandbox.run(repository, "", List.of("sh", "-euc", blocks.group(1)));
            assertThat(outcome.exitCode())
                    .as(blocks.group(1) + outcome.output())
                    .isZero();
            run++;
        }
        assertThat(run).isEqualTo(3);
    }
}
