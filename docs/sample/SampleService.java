import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two of the calls that API keys are made for: event ingestion and membership checks.
 *
 * <p>It holds no line about keys. It listens on loopback, behind the gateway of nginx.conf, which lets a request through
 * only with a key that the api accepts, and says whose key it was in {@code X-Keyturn-*} headers.
 *
 * <pre>
 *   java SampleService.java [PORT]
 *
 *   POST /v1/events               one JSON object a line, {"type":"joined","user":"ada"}  202 {"accepted":1}
 *   GET  /v1/memberships/{user}                                                           200 {"user":"ada","member":true}
 * </pre>
 */
public final class SampleService {
    private static final Pattern EVENT =
            Pattern.compile("\\{.*\"type\"\\s*:\\s*\"(joined|left)\".*\"user\"\\s*:\\s*\"([\\w.-]{1,64})\".*}");
    private static final Pattern MEMBERSHIP = Pattern.compile("/v1/memberships/([\\w.-]{1,64})");

    private final Map<String, Set<String>> membersByTenant = new ConcurrentHashMap<>();

    public static void main(String[] arguments) throws IOException {
        int port = arguments.length == 0 ? 8090 : Integer.parseInt(arguments[0]);
        SampleService service = new SampleService();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/v1/events", exchange -> answer(exchange, service::takeEvents));
        server.createContext("/v1/memberships/", exchange -> answer(exchange, service::checkMembership));
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.start();
        System.out.println("listening on " + server.getAddress().getPort());
    }

    private Answer takeEvents(HttpExchange request, String tenant) throws IOException {
        if (!request.getRequestMethod().equals("POST")) {
            return Answer.problem(405, "events are sent with POST");
        }
        String body = new String(request.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Set<String> members = membersByTenant.computeIfAbsent(tenant, unused -> ConcurrentHashMap.newKeySet());
        int accepted = 0;
        for (String line : body.lines().toList()) {
            Matcher event = EVENT.matcher(line.strip());
            if (event.matches()) {
                accepted++;
                if (event.group(1).equals("joined")) {
                    members.add(event.group(2));
                } else {
                    members.remove(event.group(2));
                }
            }
        }
        return new Answer(202, "{\"accepted\":" + accepted + "}");
    }

    private Answer checkMembership(HttpExchange request, String tenant) {
        Matcher path = MEMBERSHIP.matcher(request.getRequestURI().getPath());
        if (!request.getRequestMethod().equals("GET") || !path.matches()) {
            return Answer.problem(404, "ask with GET /v1/memberships/{user}");
        }
        boolean member = membersByTenant.getOrDefault(tenant, Set.of()).contains(path.group(1));
        return new Answer(200, "{\"user\":\"" + path.group(1) + "\",\"member\":" + member + "}");
    }

    /** What is sent back: a status and a JSON document. */
    private record Answer(int status, String json) {
        static Answer problem(int status, String detail) {
            return new Answer(status, "{\"status\":" + status + ",\"detail\":\"" + detail + "\"}");
        }
    }

    private interface Handler {
        Answer handle(HttpExchange request, String tenant) throws IOException;
    }

    /** Each tenant sees its own data; a request that did not come through the gateway has no tenant. */
    private static void answer(HttpExchange exchange, Handler handler) throws IOException {
        try (exchange) {
            Optional<String> tenant = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Keyturn-Tenant"));
            Answer answer = tenant.isPresent()
                    ? handler.handle(exchange, tenant.get())
                    : Answer.problem(403, "this service is reached through its gateway");
            byte[] json = answer.json().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), json.length);
            exchange.getResponseBody().write(json);
        }
    }
}
