package dev.keyturn.sample;

import dev.keyturn.testing.Needs;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A real gateway with its recipe of {@code docs/sample}, and the sample service behind it. */
final class TestingGateway implements AutoCloseable {
    private static final Path SAMPLE = Path.of("../../docs/sample");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process service;
    private final Process gateway;
    private final int port;

    private TestingGateway(Process service, Process gateway, int port) {
        this.service = service;
        this.gateway = gateway;
        this.port = port;
    }

    /** The gateways whose recipes are in {@code docs/sample}. */
    enum Kind {
        NGINX("nginx", "nginx.conf", "-p", ".", "-c"),
        CADDY("caddy", "Caddyfile", "run", "--adapter", "caddyfile", "--config");

        private final String program;
        private final String recipe;
        private final List<String> arguments;

        Kind(String program, String recipe, String... arguments) {
            this.program = program;
            this.recipe = recipe;
            this.arguments = List.of(arguments);
        }

        private List<String> command(Path configuration) {
            return Stream.of(
                            Stream.of(Needs.program(program).toString()),
                            arguments.stream(),
                            Stream.of(configuration.toString()))
                    .flatMap(part -> part)
                    .toList();
        }
    }

    /** nginx before the sample service, with the api at an address such as {@code http://127.0.0.1:8080}. */
    static TestingGateway before(String api, Path folder) throws IOException, InterruptedException {
        return of(Kind.NGINX, api, folder);
    }

    /** A gateway and the sample service behind it. */
    static TestingGateway of(Kind kind, String api, Path folder) throws IOException, InterruptedException {
        Process service = startService();
        String serviceAddress = "127.0.0.1:" + portOf(service);
        int port = freePort();
        Path configuration = Files.writeString(
                folder.resolve(kind.recipe),
                Files.readString(SAMPLE.resolve(kind.recipe))
                        .replace("127.0.0.1:8080", api.substring("http://".length()))
                        .replace("127.0.0.1:8090", serviceAddress)
                        .replace(":8081", ":" + port));
        ProcessBuilder builder = new ProcessBuilder(kind.command(configuration))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(kind.program + ".log").toFile());
        builder.environment().put("HOME", folder.toString());
        TestingGateway gateway = new TestingGateway(service, builder.start(), port);
        gateway.awaitStart();
        return gateway;
    }

    /**
     * Sends a request as it is written, and gives the whole answer; {@code Connection: close} is the caller's to send.
     */
    String sendText(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** Sends a request; headers are names and values in turn, and a body makes it a POST. */
    HttpResponse<String> send(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
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
            if (System.nanoTime() > deadline || !gateway.isAlive()) {
                throw new IllegalStateException("the gateway did not start");
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
        gateway.destroy();
        service.destroy();
    }
}
