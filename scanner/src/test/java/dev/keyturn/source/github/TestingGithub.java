package dev.keyturn.source.github;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.keyturn.hook.GitSandbox;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * GitHub as far as a scan of an organisation sees it, on the loopback address: an organisation, its repositories in pages
 * of two, rate limits on demand, and clones by git's own {@code http-backend}.
 */
public final class TestingGithub implements AutoCloseable {
    private static final int PAGE = 2;

    private record Repository(String name, boolean fork, boolean archived, boolean hidden) {}

    /** An answer that comes before the ordinary one. */
    public record Refusal(int status, Map<String, String> headers) {}

    private final GitSandbox sandbox;
    private final Path folder;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Repository> repositories = new ArrayList<>();
    private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private @Nullable String token;

    public TestingGithub(GitSandbox sandbox, Path folder) throws IOException {
        this.sandbox = sandbox;
        this.folder = Files.createDirectories(folder);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v3/", this::api);
        server.createContext("/acme/", this::git);
        server.setExecutor(threads);
        server.start();
    }

    public URI api() {
        return URI.create(root() + "/api/v3");
    }

    private String root() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on everything needs this token. */
    public void demand(String newToken) {
        token = newToken;
    }

    /** The next request is answered like this. */
    public void refuse(Refusal refusal) {
        refusals.add(refusal);
    }

    /** Method, path and query of everything that was asked. */
    public List<String> requests() {
        return requests;
    }

    /** An empty repository, to be pushed into by path. */
    public Path empty(String name) {
        return add(new Repository(name, false, false, false));
    }

    public Path fork(String name) {
        return add(new Repository(name, true, false, false));
    }

    public Path archived(String name) {
        return add(new Repository(name, false, true, false));
    }

    /** Listed, but not there when it is cloned. */
    public void gone(String name) throws IOException {
        repositories.add(new Repository(name, false, false, true));
    }

    private Path add(Repository repository) {
        repositories.add(repository);
        Path bare = folder.resolve("acme").resolve(repository.name() + ".git");
        sandbox.git(folder, "init", "-q", "--bare", bare.toString());
        return bare;
    }

    private void api(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        Refusal refusal = refusals.poll();
        if (refusal != null) {
            refusal.headers().forEach(exchange.getResponseHeaders()::set);
            send(exchange, refusal.status(), "{\"message\":\"not now\"}");
        } else if (token != null
                && !("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "{\"message\":\"Bad credentials\"}");
        } else if (exchange.getRequestURI().getPath().equals("/api/v3/orgs/acme")) {
            send(exchange, 200, "{\"login\":\"acme\",\"id\":1,\"url\":\"" + api() + "/orgs/acme\"}");
        } else if (exchange.getRequestURI().getPath().equals("/api/v3/orgs/acme/repos")) {
            list(exchange);
        } else {
            send(exchange, 404, "{\"message\":\"Not Found\"}");
        }
    }

    private void list(HttpExchange exchange) throws IOException {
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        int page = query.contains("&page=") ? Integer.parseInt(query.replaceFirst(".*&page=", "")) : 1;
        int from = (page - 1) * PAGE;
        int to = Math.min(from + PAGE, repositories.size());
        if (to < repositories.size()) {
            String next = api() + "/orgs/acme/repos?per_page=100&page=" + (page + 1);
            exchange.getResponseHeaders().set("Link", "<" + next + ">; rel=\"next\", <" + next + ">; rel=\"last\"");
        }
        List<String> listed =
                repositories.subList(from, to).stream().map(this::json).toList();
        send(exchange, 200, "[" + String.join(",", listed) + "]");
    }

    private String json(Repository repository) {
        return """
                {"id":1,"name":"%1$s","full_name":"acme/%1$s","private":false,"fork":%2$s,"archived":%3$s,\
                "owner":{"login":"acme","id":1},"clone_url":"%4$s/acme/%1$s.git"}""".formatted(repository.name(), repository.fork(), repository.archived(), root());
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Hands a request to {@code git http-backend} as a web server does (RFC 3875). */
    private void git(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        Headers asked = exchange.getRequestHeaders();
        String expected = "Basic "
                + Base64.getEncoder().encodeToString(("x-access-token:" + token).getBytes(StandardCharsets.UTF_8));
        if (token != null && !expected.equals(asked.getFirst("Authorization"))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"GitHub\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
            return;
        }
        ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
        builder.environment().clear();
        builder.environment().putAll(sandbox.environment());
        builder.environment().put("GIT_PROJECT_ROOT", folder.toString());
        builder.environment().put("GIT_HTTP_EXPORT_ALL", "1");
        builder.environment().put("PATH_INFO", exchange.getRequestURI().getPath());
        builder.environment()
                .put("QUERY_STRING", String.valueOf(exchange.getRequestURI().getRawQuery()));
        builder.environment().put("REQUEST_METHOD", exchange.getRequestMethod());
        put(builder, "CONTENT_TYPE", asked.getFirst("Content-Type"));
        put(builder, "HTTP_CONTENT_ENCODING", asked.getFirst("Content-Encoding"));
        put(builder, "GIT_PROTOCOL", asked.getFirst("Git-Protocol"));
        Process process = builder.start();
        try (OutputStream input = process.getOutputStream()) {
            exchange.getRequestBody().transferTo(input);
        }
        answer(exchange, new BufferedInputStream(process.getInputStream()));
    }

    private static void put(ProcessBuilder builder, String variable, @Nullable String value) {
        if (value != null) {
            builder.environment().put(variable, value);
        }
    }

    private static void answer(HttpExchange exchange, InputStream output) throws IOException {
        int status = 200;
        for (String header = line(output); !header.isEmpty(); header = line(output)) {
            String[] parts = header.split(": ", 2);
            if (parts[0].equals("Status")) {
                status = Integer.parseInt(parts[1].substring(0, 3));
            } else {
                exchange.getResponseHeaders().set(parts[0], parts[1]);
            }
        }
        exchange.sendResponseHeaders(status, 0);
        output.transferTo(exchange.getResponseBody());
        exchange.close();
    }

    private static String line(InputStream input) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = input.read(); b >= 0 && b != '\n'; b = input.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
