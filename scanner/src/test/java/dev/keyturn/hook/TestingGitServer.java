package dev.keyturn.hook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Git's own {@code http-backend} (git-http-backend(1)) behind a loopback HTTP server: a push arrives as on a real host. */
public final class TestingGitServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Path root;
    private final Map<String, String> environment;

    /**
     * @param root every repository below it can be fetched from and pushed to
     * @param environment of the server's processes, hooks included
     */
    public TestingGitServer(Path root, Map<String, String> environment) throws IOException {
        this.root = root;
        this.environment = environment;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** The address of a repository. */
    public String address(String name) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
    }

    private void answer(HttpExchange exchange) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("GIT_PROJECT_ROOT", root.toString());
        builder.environment().put("GIT_HTTP_EXPORT_ALL", "1");
        builder.environment().put("REMOTE_USER", "ada");
        builder.environment().put("REQUEST_METHOD", exchange.getRequestMethod());
        builder.environment().put("PATH_INFO", exchange.getRequestURI().getPath());
        String query = exchange.getRequestURI().getRawQuery();
        builder.environment().put("QUERY_STRING", query == null ? "" : query);
        header(exchange, builder, "Content-Type", "CONTENT_TYPE");
        header(exchange, builder, "Content-Encoding", "HTTP_CONTENT_ENCODING");
        header(exchange, builder, "Git-Protocol", "GIT_PROTOCOL");
        Process backend = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (OutputStream request = backend.getOutputStream()) {
            exchange.getRequestBody().transferTo(request);
        }
        pass(new BufferedInputStream(backend.getInputStream()), exchange);
    }

    private static void header(HttpExchange exchange, ProcessBuilder builder, String name, String variable) {
        String value = exchange.getRequestHeaders().getFirst(name);
        if (value != null) {
            builder.environment().put(variable, value);
        }
    }

    private static void pass(InputStream answer, HttpExchange exchange) throws IOException {
        int status = 200;
        for (String line = line(answer); !line.isEmpty(); line = line(answer)) {
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).strip();
            if (line.startsWith("Status:")) {
                status = Integer.parseInt(value.substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(line.substring(0, colon), value);
            }
        }
        exchange.sendResponseHeaders(status, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            answer.transferTo(body);
        }
    }

    private static String line(InputStream answer) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = answer.read(); next >= 0 && next != '\n'; next = answer.read()) {
            line.append((char) next);
        }
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
