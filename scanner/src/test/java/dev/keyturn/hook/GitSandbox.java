package dev.keyturn.hook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The real git in a folder of its own: neither the machine's configuration nor its user can be seen from inside. */
public final class GitSandbox {
    /** How a command ended; output and complaint in one, in the order in which they came. */
    public record Outcome(int exitCode, String output) {
        public boolean succeeded() {
            return exitCode == 0;
        }
    }

    private final Path home;
    private final Map<String, String> environment = new LinkedHashMap<>();

    /** @param folder everything lies below it */
    public GitSandbox(Path folder) throws IOException {
        home = Files.createDirectories(folder.resolve("home"));
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", home.toString());
        environment.put("XDG_STATE_HOME", home.resolve("state").toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        Files.writeString(
                home.resolve(".gitconfig"),
                "[user]\n\tname = Ada\n\temail = ada@example.test\n[init]\n\tdefaultBranch = main\n[commit]\n\tgpgsign = false\n");
    }

    public Path home() {
        return home;
    }

    /** The environment of every command; a test may add to it. */
    public Map<String, String> environment() {
        return environment;
    }

    /** A new repository with one commit. */
    public Path repository(Path at) throws IOException {
        Files.createDirectories(at);
        git(at, "init", "-q");
        write(at.resolve("README"), "a project\n");
        git(at, "add", ".");
        git(at, "commit", "-q", "--no-verify", "-m", "Begin");
        return at;
    }

    /** Runs git, which must succeed; its output without the last line break. */
    public String git(Path directory, String... arguments) {
        Outcome outcome = tryGit(directory, arguments);
        if (!outcome.succeeded()) {
            throw new IllegalStateException("git " + List.of(arguments) + " failed: " + outcome.output());
        }
        return outcome.output().stripTrailing();
    }

    /** Runs git, whatever comes of it. */
    public Outcome tryGit(Path directory, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return run(directory, "", command);
    }

    /** Runs any command in the sandbox with something on its standard input. */
    public Outcome run(Path directory, String input, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Path given = Files.writeString(Files.createTempFile(home, "input", ""), input);
            builder.redirectInput(given.toFile());
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " does not end");
            }
            return new Outcome(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What a command prints, byte for byte. */
    public byte[] bytes(Path directory, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .getInputStream()
                .readAllBytes();
    }

    /** Writes a file, with its folders. */
    public static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Writes a file that can be run. */
    public static Path script(Path file, String text) throws IOException {
        write(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
