package dev.keyturn.server;

import dev.keyturn.testing.LeakOracle;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** A replica of the api in a process of its own, which can be stopped in its tracks. */
public final class TestingProcess implements AutoCloseable {
    private static final String READY = "Keyturn is ready: http://127.0.0.1:";

    private final Process process;
    private final int port;

    private TestingProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Another replica on the database and with the secrets of a server, ready to answer. */
    public static TestingProcess replicaOf(TestingServer server) {
        try {
            Path folder = Files.createTempDirectory("keyturn-process");
            LeakOracle.watchDirectory(folder);
            ProcessBuilder builder = new ProcessBuilder(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    KeyturnServer.class.getName(),
                    "--port",
                    "0",
                    "--data",
                    folder.toString(),
                    "--secrets",
                    server.secretsFile().toString()));
            builder.environment().put("KEYTURN_DATABASE_URL", server.databaseUrl());
            builder.redirectError(folder.resolve("err.log").toFile());
            Process process = builder.start();
            return new TestingProcess(process, awaitPort(process, folder));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int awaitPort(Process process, Path folder) throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !line.startsWith(READY)) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IllegalStateException(
                    "the replica did not start: " + Files.readString(folder.resolve("err.log")));
        }
        return Integer.parseInt(
                Objects.requireNonNull(line).substring(READY.length()).strip());
    }

    public int port() {
        return port;
    }

    /** Stops it in its tracks (SIGSTOP), wherever it is. */
    public void freeze() {
        signal("-STOP");
    }

    /** Lets it go on (SIGCONT). */
    public void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            int code = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill " + signal + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
