package dev.keyturn.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.testing.LeakOracle;
import dev.keyturn.testing.Needs;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands that the documents show in {@code sh} blocks work, in the order in which they are read. */
@Timeout(300)
class DocumentsIT {
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final String PASSWORD = LeakOracle.declare("a long pass phrase of the documents");

    @TempDir
    Path home;

    @Test
    void gettingStarted() throws Exception {
        Needs.program("curl");
        Installation installation = new Installation(home)
                .with("KEYTURN_ADMIN_EMAIL", "ada@example.org")
                .with("KEYTURN_ADMIN_PASSWORD", PASSWORD);
        Process server = installation.start("sh", "-c", "exec keyturn server --port 0 --data data");
        try {
            installation.with("KEYTURN_API_URL", Installation.await(server, "Keyturn is ready:"));
            check(installation.run(commands("getting-started.md"), 120));
        } finally {
            server.destroy();
            assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void operating() throws Exception {
        check(new Installation(home).run(commands("operating.md"), 120));
    }

    private static void check(Installation.Result result) {
        System.out.println(result.output());
        assertThat(result.exit()).isZero();
    }

    private static String commands(String document) throws Exception {
        String commands = COMMANDS.matcher(Installation.document(document))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.joining());
        assertThat(commands).isNotEmpty();
        return commands;
    }
}
