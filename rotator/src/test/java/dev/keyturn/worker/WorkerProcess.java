package dev.keyturn.worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Starts the worker as a process of its own: with what it has in real life, and with options that make it start soon. */
final class WorkerProcess {
    private WorkerProcess() {}

    static Process start(Path config, Path log) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:-BytecodeVerificationRemote",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath(),
                        "dev.keyturn.worker.KeyturnRotator",
                        "--config",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Nothing that only tests need. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().contains("test"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
