package dev.keyturn.whole;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * This checkout as a person has it, with everything built: the launcher on the PATH, a home folder of its own, and
 * nobody's git configuration.
 */
final class Installation {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();

    /** What a script came to; its output and errors as one text. */
    record Result(int exit, String output) {}

    Installation(Path home) throws IOException {
        requireBuilt("api/server");
        requireBuilt("scanner");
        this.home = home;
        environment.put("PATH", ROOT + ":" + System.getenv("PATH"));
        environment.put("HOME", home.toString());
        environment.put("LANG", "C.UTF-8");
        environment.put("KEYTURN_JAVA_HOME", System.getProperty("java.home"));
        environment.put("KEYTURN_NO_BUILD", "1");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_AUTHOR_NAME", "A Developer");
        environment.put("GIT_AUTHOR_EMAIL", "developer@example.org");
        environment.put("GIT_COMMITTER_NAME", "A Developer");
        environment.put("GIT_COMMITTER_EMAIL", "developer@example.org");
    }

    /** Maven builds the other two before this module, unless it was asked for this one alone. */
    private static void requireBuilt(String module) throws IOException {
        Path target = ROOT.resolve(module).resolve("target");
        try (Stream<Path> files = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
            Assumptions.assumeTrue(
                    files.anyMatch(file -> file.toString().endsWith(".jar")),
                    module + " is not built: run mvn verify without -pl");
        }
    }

    Installation with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** The command, for whoever starts it without a PATH. */
    static String launcher() {
        return ROOT.resolve("keyturn").toString();
    }

    /** A document's text. */
    static String document(String name) throws IOException {
        return Files.readString(ROOT.resolve("docs").resolve(name));
    }

    /** Starts a command that goes on by itself; its errors are its output. */
    Process start(String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(List.of(command)).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Runs a shell script to its end in the home folder; it stops at the first command that fails. */
    Result run(String script, long seconds) throws IOException, InterruptedException {
        Path output = Files.createTempFile(home, "output", ".txt");
        Process shell = start("sh", "-c", "exec > '" + output + "' 2>&1; set -eu\n" + script);
        try {
            if (!shell.waitFor(seconds, TimeUnit.SECONDS)) {
                return new Result(-1, Files.readString(output) + "\n… not done after " + seconds + " s");
            }
            return new Result(shell.exitValue(), Files.readString(output));
        } finally {
            shell.destroy();
        }
    }

    /** Reads a process's lines until one starts with a text, and returns the rest of it. */
    static String await(Process process, String beginning) throws IOException {
        BufferedReader output = process.inputReader();
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(beginning)) {
                return line.substring(beginning.length()).strip();
            }
            seen.append(line).append('\n');
        }
        throw new IOException("it ended without saying '" + beginning + "': " + seen);
    }
}
