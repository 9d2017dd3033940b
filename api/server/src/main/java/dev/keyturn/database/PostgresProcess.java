package dev.keyturn.database;

import dev.keyturn.problem.StartException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The process of the embedded PostgreSQL: one that was started here, or one that a killed server has left behind.
 *
 * @param port on the loopback address
 */
record PostgresProcess(ProcessHandle handle, int port) {
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    /** What makes it durable, private and quiet, whatever the files of the cluster say. */
    private static final List<String> SETTINGS = List.of(
            "fsync=on",
            "full_page_writes=on",
            "synchronous_commit=on",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
            "log_min_error_statement=panic");

    static PostgresProcess start(PostgresBinaries binaries, PostgresFiles files, int port) {
        files.turnLog();
        List<String> command =
                command(binaries.program("postgres"), "-D", files.data().toString(), "-p", "" + port);
        for (String setting : SETTINGS) {
            command.add("-c");
            command.add(setting);
        }
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()))
                    .start();
            return new PostgresProcess(process.toHandle(), port);
        } catch (IOException e) {
            throw cannotRun(binaries, e);
        }
    }

    /** The one that runs on these files, by the note that it keeps there of itself. */
    static Optional<PostgresProcess> running(PostgresFiles files) {
        Path note = files.data().resolve("postmaster.pid");
        try {
            List<String> lines = Files.exists(note) ? Files.readAllLines(note) : List.of();
            if (lines.size() < 4) {
                return Optional.empty();
            }
            int port = Integer.parseInt(lines.get(3).strip());
            return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                    .filter(PostgresProcess::isPostgres)
                    .map(handle -> new PostgresProcess(handle, port));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    static void initialise(PostgresBinaries binaries, Path data, Path passwordFile) {
        List<String> command = command(
                binaries.program("initdb"),
                "--pgdata=" + data,
                "--username=" + PostgresFiles.NAME,
                "--auth=scram-sha-256",
                "--pwfile=" + passwordFile,
                "--encoding=UTF8",
                "--locale=C",
                "--no-instructions");
        try {
            OwnersFile.deleteTree(data);
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new StartException(
                        "The embedded PostgreSQL cannot make its files: "
                                + words.strip()
                                        .lines()
                                        .reduce((first, last) -> last)
                                        .orElse(""),
                        "Check the room and the rights in " + data.getParent() + ".");
            }
        } catch (IOException e) {
            throw cannotRun(binaries, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted at the start", e);
        }
    }

    boolean isAlive() {
        return handle.isAlive();
    }

    /** SIGINT is PostgreSQL's fast shutdown; Java itself sends only SIGTERM, which would wait for every client. */
    void stop() {
        if (handle.isAlive()) {
            try {
                new ProcessBuilder("kill", "-INT", Long.toString(handle.pid()))
                        .start()
                        .waitFor();
                handle.onExit().get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            } catch (IOException | ExecutionException | TimeoutException e) {
                handle.destroy();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * A command in a session of its own, so that Ctrl-C stops us first and PostgreSQL through us. PostgreSQL refuses to
     * run as root, or as a user without a name ({@code ?} to Java): it is given a user namespace in which everybody is
     * nobody.
     */
    private static List<String> command(Path program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isOnPath("setsid")) {
            command.add("setsid");
        }
        if (List.of("root", "?").contains(System.getProperty("user.name")) && isOnPath("unshare")) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static boolean isPostgres(ProcessHandle handle) {
        return handle.info()
                .command()
                .map(command -> command.contains("postgres"))
                .orElse(true);
    }

    private static StartException cannotRun(PostgresBinaries binaries, IOException failure) {
        return new StartException(
                "The embedded PostgreSQL in " + binaries.home() + " cannot be run (" + failure.getMessage() + ").",
                "Allow programs to run from there (is it mounted noexec?), or give --database-url.");
    }
}
