package dev.keyturn.sample;

import dev.keyturn.testing.Needs;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real nginx with the recipe of {@code docs/sample/nginx.conf}, and the sample service behind it. */
final class TestingGateway implements AutoCloseable {
    private static final Path SAMPLE = Path.of("../../docs/sample");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process service;
    private final Process nginx;
    private final String address;

    private TestingGateway(Process service, Process nginx, String address) {
        this.service = service;
        this.nginx = nginx;
        this.address = address;
    }

    /** Starts both, with the api at an address such as {@code http://127.0.0.1:8080}. */
    static TestingGateway before(String api, Path folder) throws IOException, InterruptedException {
        Path program = Needs.program("nginx");
        Process service = startService();
        String serviceAddress = "127.0.0.1:" + portOf(service);
        int port = freePort();
        Path configuration = Files.writeString(
                folder.resolve("nginx.conf"),
                Files.readString(SAMPLE.resolve("nginx.conf"))
                        .replace("127.0.0.1:8080", api.substring("http://".length()))
                        .replace("127.0.0.1:8090", serviceAddress)
                        .replace("127.0.0.1:8081", "127.0.0.1:" + port));
        Process nginx = new ProcessBuilder(program.toString(), "-p", folder.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        TestingGateway gateway = new TestingGateway(service, nginx, "http://127.0.0.1:" + port);
        gateway.awaitStart();
        return gateway;
    }

    /** Sends a request; headers are names and values in turn, and a body makes it a POST. */
    HttpResponse<String> send(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(20));
        if (!body.isEmpty()) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Process startService() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(List.of(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        SAMPLE.resolve("SampleService.java").toString(),
                        "0"))
                .redirectErrorStream(true)
                .start();
    }

    private static int portOf(Process service) throws IOException {
        BufferedReader output = service.inputReader();
        String prefix = "listening on ";
        String line = output.readLine();
        while (line != null && !line.startsWith(prefix)) {
            line = output.readLine();
        }
        if (line == null) {
            throw new IOException("the sample service ended before it listened");
        }
        return Integer.parseInt(line.substring(prefix.length()));
    }

    /** nginx takes no port 0. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitStart() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!answers()) {
            if (System.nanoTime() > deadline || !nginx.isAlive()) {
                throw new IllegalStateException("nginx did not start");
            }
            Thread.onSpinWait();
        }
    }

    private boolean answers() throws InterruptedException {
        try {
            return send("/", "").statusCode() == 404;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        nginx.destroy();
        service.destroy();
    }
}
