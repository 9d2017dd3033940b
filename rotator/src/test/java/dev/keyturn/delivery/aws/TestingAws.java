package dev.keyturn.delivery.aws;

import dev.keyturn.testing.Needs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Moto on loopback: an AWS that takes one request after the other, as AWS does for one secret. */
final class TestingAws implements AutoCloseable {
    private static final String SERVE = """
            import sys
            sys.path.insert(0, sys.argv[1])
            from werkzeug.serving import run_simple
            from moto.server import DomainDispatcherApplication, create_backend_app
            run_simple("127.0.0.1", int(sys.argv[2]), DomainDispatcherApplication(create_backend_app), threaded=False)
            """;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final int port;

    private TestingAws(Process process, int port) {
        this.process = process;
        this.port = port;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    static TestingAws start() {
        Path moto = Needs.moto();
        try {
            int port = freePort();
            ProcessBuilder builder =
                    new ProcessBuilder(List.of("python3", "-I", "-c", SERVE, moto.toString(), String.valueOf(port)));
            builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
            TestingAws aws = new TestingAws(builder.start(), port);
            aws.await();
            return aws;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    AwsSettings settings() {
        return new AwsSettings(
                "eu-central-1",
                "keyturn",
                Optional.empty(),
                Optional.of(URI.create("http://127.0.0.1:" + port)),
                Duration.ofSeconds(10));
    }

    private void await() {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!isUp()) {
            if (Instant.now().isAfter(deadline) || !process.isAlive()) {
                throw new IllegalStateException("moto did not start");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private boolean isUp() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
