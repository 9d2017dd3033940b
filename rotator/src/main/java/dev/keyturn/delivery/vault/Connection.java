package dev.keyturn.delivery.vault;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import io.github.jopenlibs.vault.EnvironmentLoader;
import io.github.jopenlibs.vault.Vault;
import io.github.jopenlibs.vault.VaultConfig;
import io.github.jopenlibs.vault.VaultException;
import io.github.jopenlibs.vault.api.Logical;
import io.github.jopenlibs.vault.json.Json;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import io.github.jopenlibs.vault.json.ParseException;
import io.github.jopenlibs.vault.response.LogicalResponse;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * The driver, for the life of one token. Of all that the driver offers only plain reads and writes of a literal path are
 * used, each sent once; whatever comes back is an {@link Answer}. The driver's exceptions end here, since their messages
 * repeat what the server sent.
 */
final class Connection {
    private final GuardedHttpClient client;
    private final Vault vault;
    private final @Nullable String namespace;

    private Connection(VaultServer server, GuardedHttpClient client, VaultConfig config) {
        this.client = client;
        this.vault = vault(config);
        this.namespace = server.namespace().orElse(null);
    }

    /** For what needs no token: signing in. */
    static Connection anonymous(VaultServer server, GuardedHttpClient client) {
        return new Connection(server, client, config(server, client));
    }

    /** For everything else. */
    @RevealsPlaintext("the driver sends the token with each request")
    static Connection with(Secret token, VaultServer server, GuardedHttpClient client) {
        return new Connection(server, client, config(server, client).token(token.reveal()));
    }

    /** Reads a path. */
    Answer get(String path) {
        return ask(() -> logical().read(path));
    }

    /** Writes an object to a path, once. */
    Answer post(String path, JsonObject body) {
        Map<String, Object> fields = new HashMap<>();
        body.forEach(member -> fields.put(member.getName(), member.getValue()));
        return ask(() -> logical().write(path, fields));
    }

    private Logical logical() {
        return vault.logical().withNameSpace(namespace);
    }

    private Answer ask(Question question) {
        try {
            LogicalResponse response = question.put();
            byte[] body = response.getRestResponse().getBody();
            return replied(response.getRestResponse().getStatus(), new String(body, StandardCharsets.UTF_8));
        } catch (VaultException e) {
            return e.getHttpStatusCode() == 0 ? lost(e) : replied(e.getHttpStatusCode(), bodyWithin(e));
        }
    }

    private Answer replied(int status, String body) {
        Optional<JsonObject> parsed = parse(body);
        if (status == 200 && parsed.isEmpty()) {
            return new Answer.Lost(true, false, "the answer made no sense");
        }
        return new Answer.Replied(status, parsed.orElseGet(JsonObject::new), client.takeRetryAfter());
    }

    private static Optional<JsonObject> parse(String body) {
        try {
            JsonValue value = Json.parse(body);
            return value.isObject() ? Optional.of(value.asObject()) : Optional.empty();
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    /** The driver has no other place for the body of a 5xx than the end of its message. */
    private static String bodyWithin(VaultException e) {
        String message = String.valueOf(e.getMessage());
        int start = message.indexOf('{');
        return start < 0 ? "" : message.substring(start);
    }

    private static Answer lost(VaultException e) {
        if (has(e, InterruptedException.class)) {
            Thread.currentThread().interrupt();
            return new Answer.Lost(true, true, "interrupted while waiting for the answer");
        }
        if (has(e, HttpConnectTimeoutException.class)) {
            return new Answer.Lost(false, false, "no connection in time");
        }
        if (has(e, UnresolvedAddressException.class) || has(e, UnknownHostException.class)) {
            return new Answer.Lost(false, false, "there is no such host");
        }
        if (has(e, SSLHandshakeException.class)) {
            return new Answer.Lost(false, false, "its TLS certificate is not trusted, or it speaks no TLS");
        }
        if (has(e, ConnectException.class)) {
            return new Answer.Lost(false, false, "the connection was refused");
        }
        boolean late = has(e, HttpTimeoutException.class);
        return new Answer.Lost(true, false, late ? "no whole answer in time" : "the connection broke");
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) {
                return true;
            }
        }
        return false;
    }

    private static VaultConfig config(VaultServer server, GuardedHttpClient client) {
        return new VaultConfig()
                .environmentLoader(new NoEnvironment())
                .address(server.address().toString())
                .httpClient(client);
    }

    /** Engine version 1 to the driver means: the path is sent as it stands. */
    private static Vault vault(VaultConfig config) {
        try {
            return Vault.create(config.build(), 1);
        } catch (VaultException e) {
            throw new IllegalStateException("the driver refuses its settings", e);
        }
    }

    private interface Question {
        LogicalResponse put() throws VaultException;
    }

    /** Keeps the driver from taking tokens and addresses out of the environment and the home directory. */
    private static final class NoEnvironment extends EnvironmentLoader {
        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable String loadVariable(String name) {
            return null;
        }
    }
}
