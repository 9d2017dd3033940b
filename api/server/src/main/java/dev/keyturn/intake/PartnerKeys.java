package dev.keyturn.intake;

import dev.keyturn.wire.WireJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The public keys that a partner signs with, by identifier, as its endpoint gives them. Kept for an hour and, if the
 * endpoint refuses or fails, for as long as need be; an unknown identifier has them read again, once a minute at most.
 * One thread at a time asks.
 *
 * @see <a href="https://docs.github.com/code-security/secret-scanning/secret-scanning-partnership-program/secret-scanning-partner-program">GitHub's
 *     description</a>
 */
final class PartnerKeys {
    private static final Logger LOG = LoggerFactory.getLogger(PartnerKeys.class);
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration BETWEEN_READS = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int P256_BITS = 256;

    private final URI address;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private Map<String, PublicKey> keys = Map.of();
    private long readNanos;
    private long triedNanos;
    private boolean tried;
    private @Nullable String tag;

    PartnerKeys(URI address) {
        this.address = address;
    }

    synchronized Optional<PublicKey> find(String identifier) {
        long now = System.nanoTime();
        boolean stale = keys.isEmpty() || now - readNanos > FRESH.toNanos();
        boolean mayTry = !tried || now - triedNanos > BETWEEN_READS.toNanos();
        if (mayTry && (stale || !keys.containsKey(identifier))) {
            tried = true;
            triedNanos = now;
            read();
        }
        return Optional.ofNullable(keys.get(identifier));
    }

    private void read() {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .header("User-Agent", "keyturn");
        if (tag != null) {
            request.header("If-None-Match", tag);
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                keys = parse(answer.body());
                tag = answer.headers().firstValue("ETag").orElse(null);
            }
            if (answer.statusCode() == 200 || answer.statusCode() == 304) {
                readNanos = System.nanoTime();
            } else {
                LOG.warn("{} answered {}; the keys known so far stay.", address, answer.statusCode());
            }
        } catch (IOException | JacksonException e) {
            LOG.warn("{} cannot be read ({}); the keys known so far stay.", address, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, PublicKey> parse(String body) {
        Map<String, PublicKey> parsed = new HashMap<>();
        for (JsonNode key : WireJson.mapper().readTree(body).path("public_keys")) {
            key(key.path("key").asString(""))
                    .ifPresent(one -> parsed.put(key.path("key_identifier").asString(""), one));
        }
        return parsed;
    }

    /** A key of P-256 in PEM; any other is none. */
    private static Optional<PublicKey> key(String pem) {
        try {
            String base64 = pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----|\\s", "");
            PublicKey key = KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
            boolean fits = key instanceof ECPublicKey point
                    && point.getParams().getCurve().getField().getFieldSize() == P256_BITS;
            return fits ? Optional.of(key) : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
