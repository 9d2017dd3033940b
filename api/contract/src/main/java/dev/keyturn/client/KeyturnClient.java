package dev.keyturn.client;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.wire.Activation;
import dev.keyturn.wire.CacheBeat;
import dev.keyturn.wire.CacheState;
import dev.keyturn.wire.Consumers;
import dev.keyturn.wire.Events;
import dev.keyturn.wire.ExposureReport;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.KeyChange;
import dev.keyturn.wire.KeyList;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.LeakList;
import dev.keyturn.wire.LeakReport;
import dev.keyturn.wire.LeakResults;
import dev.keyturn.wire.LeakSighting;
import dev.keyturn.wire.NewKey;
import dev.keyturn.wire.Receipt;
import dev.keyturn.wire.Reinstate;
import dev.keyturn.wire.RevocationReason;
import dev.keyturn.wire.Roll;
import dev.keyturn.wire.Rotation;
import dev.keyturn.wire.RotationList;
import dev.keyturn.wire.ScanEnd;
import dev.keyturn.wire.ScanJob;
import dev.keyturn.wire.ScanLease;
import dev.keyturn.wire.SessionTokens;
import dev.keyturn.wire.SignIn;
import dev.keyturn.wire.VerificationRequest;
import dev.keyturn.wire.VerificationResult;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The api's HTTP interface as methods. Safe for use by many threads.
 *
 * <p>Every method throws {@link ApiException} if the api refuses, and {@link ApiUnavailableException} if no usable
 * answer came, in which case it is unknown whether the request was carried out. Nothing is retried.
 */
public final class KeyturnClient {
    private static final Duration SLACK = Duration.ofSeconds(10);

    /** Less than a lease. */
    private static final Duration CACHE_TIMEOUT = Duration.ofMillis(1_700);

    private final HttpExchange exchange;

    private KeyturnClient(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /** A client of the api at an address such as {@code https://keys.example.org}. */
    public static KeyturnClient of(URI address, Credentials credentials) {
        return new KeyturnClient(new HttpExchange(address, credentials));
    }

    /** A client that has not signed in: only {@link #signIn} and {@link #isAccepted} make sense. */
    public static KeyturnClient anonymous(URI address) {
        return new KeyturnClient(new HttpExchange(address, null));
    }

    /** Starts a session. */
    public SessionTokens signIn(SignIn signIn) {
        return exchange.send("POST", "v1/sessions", signIn, SessionTokens.class);
    }

    /** Issues a key; its plaintext is in the answer and nowhere else. */
    public IssuedKey createKey(NewKey key) {
        return exchange.send("POST", "v1/keys", key, IssuedKey.class);
    }

    /** A key's view. */
    public KeyView key(UUID id) {
        return exchange.send("GET", "v1/keys/" + id, null, KeyView.class);
    }

    /** All keys of an environment, or of all environments, page by page. */
    public List<KeyView> keys(@Nullable String environment) {
        List<KeyView> keys = new ArrayList<>();
        String cursor = null;
        do {
            String path = query("v1/keys", parameters("environment", environment, "after", cursor));
            KeyList page = exchange.send("GET", path, null, KeyList.class);
            keys.addAll(page.keys());
            cursor = page.next();
        } while (cursor != null);
        return keys;
    }

    /** Renames a key or changes whether it is managed. */
    public KeyView changeKey(UUID id, KeyChange change) {
        return exchange.send("PATCH", "v1/keys/" + id, change, KeyView.class);
    }

    /**
     * Issues a successor.
     *
     * @param idempotencyKey the same value again mints another secret for the same successor while it is PENDING
     */
    public IssuedKey roll(UUID id, Roll roll, String idempotencyKey) {
        HttpRequest.Builder request =
                exchange.request("POST", "v1/keys/" + id + "/roll", roll, Map.of("Idempotency-Key", idempotencyKey));
        return exchange.send(request, IssuedKey.class);
    }

    /** Makes a PENDING key ACTIVE with the secret that its consumers are served. */
    public KeyView activate(UUID id, Activation activation) {
        return exchange.send("POST", "v1/keys/" + id + "/activate", activation, KeyView.class);
    }

    /** Makes a RETIRING key current again; its successor is accepted for a while yet. */
    public KeyView reinstate(UUID id, Duration grace) {
        return exchange.send("POST", "v1/keys/" + id + "/reinstate", new Reinstate(grace.toSeconds()), KeyView.class);
    }

    /** Ends a PENDING key; its predecessor stays as it is. */
    public KeyView abandon(UUID id) {
        return exchange.send("POST", "v1/keys/" + id + "/abandon", null, KeyView.class);
    }

    /** Revokes a key. When this returns, no replica accepts it. */
    public Receipt revoke(UUID id, RevocationReason reason) {
        String words = reason.name().toLowerCase(Locale.ROOT);
        return exchange.send("DELETE", query("v1/keys/" + id, Map.of("reason", words)), null, Receipt.class);
    }

    /**
     * Whether a key is good right now, asked as a gateway asks: {@code GET /v1/verify}. One that is good, but not from
     * here or not this often, is.
     *
     * @throws ApiUnavailableException if the answer is another than the api's about a key, such as a proxy's
     */
    public boolean isAccepted(ApiKey key) {
        return isAccepted(key, Map.of());
    }

    /**
     * The same under a name, by which this use is told apart from those of the key's consumers.
     *
     * @param consumer goes into {@code X-Keyturn-Consumer}
     */
    public boolean isAccepted(ApiKey key, String consumer) {
        return isAccepted(key, Map.of("X-Keyturn-Consumer", consumer));
    }

    private boolean isAccepted(ApiKey key, Map<String, String> headers) {
        HttpExchange presenting = exchange.as(Credentials.apiKey(key));
        HttpResponse<byte[]> response = exchange.exchange(
                presenting.request("GET", "v1/verify", null, headers).build());
        return switch (response.statusCode()) {
            case 200 -> true;
            case 401 -> isReason(response, "NETWORK_NOT_ALLOWED");
            case 429 -> true;
            default ->
                throw new ApiUnavailableException(
                        "the api answered a verification with HTTP " + response.statusCode(), null, null);
        };
    }

    private static boolean isReason(HttpResponse<?> response, String reason) {
        return response.headers().allValues("WWW-Authenticate").stream()
                .anyMatch(challenge -> challenge.contains("reason=\"" + reason + "\""));
    }

    /** Asks about a key that was presented to the caller. */
    public VerificationResult verify(VerificationRequest request) {
        return exchange.send("POST", "v1/verifications", request, VerificationResult.class);
    }

    /** Tells what a cache has, and learns what it must forget before it may answer from memory again. */
    public CacheState beat(UUID cacheId, CacheBeat beat) {
        HttpRequest.Builder request = exchange.request("POST", "v1/caches/" + cacheId + "/beats", beat, Map.of());
        return exchange.send(request.timeout(CACHE_TIMEOUT), CacheState.class);
    }

    /** Says that a cache is gone. */
    public void leaveCache(UUID cacheId) {
        exchange.send(exchange.request("DELETE", "v1/caches/" + cacheId, null, Map.of())
                .timeout(CACHE_TIMEOUT));
    }

    /**
     * Reports leaks and has the keys revoked.
     *
     * @param sightings 1,000 at most
     */
    public LeakResults reportLeaks(List<LeakSighting> sightings) {
        return exchange.send("POST", "v1/leaks", new LeakReport(sightings), LeakResults.class);
    }

    /** The oldest scan that nobody works on, if there is one. */
    public Optional<ScanJob> leaseScan() {
        return Optional.ofNullable(
                exchange.send("POST", "v1/scans/lease", null, ScanLease.class).scan());
    }

    /** Says how a scan ended that was leased. */
    public ScanJob endScan(UUID id, ScanEnd end) {
        return exchange.send("POST", "v1/scans/" + id + "/end", end, ScanJob.class);
    }

    /** The newest leaks. */
    public LeakList leaks() {
        return exchange.send("GET", "v1/leaks", null, LeakList.class);
    }

    /** Who used a leaked key. */
    public ExposureReport exposure(UUID leakId) {
        return exchange.send("GET", "v1/leaks/" + leakId + "/exposure", null, ExposureReport.class);
    }

    /** Who uses a key. */
    public Consumers consumers(UUID keyId) {
        return exchange.send("GET", "v1/keys/" + keyId + "/consumers", null, Consumers.class);
    }

    /**
     * What happened after a cursor.
     *
     * @param after the cursor of the last answer, absent for everything
     * @param wait how long the api may wait for something to happen, whole seconds up to 25
     */
    public Events events(@Nullable String after, Set<String> types, Duration wait) {
        Map<String, String> parameters = parameters("after", after, "types", String.join(",", types));
        parameters.put("wait", Long.toString(wait.toSeconds()));
        HttpRequest.Builder request = exchange.request("GET", query("v1/events", parameters), null, Map.of());
        return exchange.send(request.timeout(wait.plus(SLACK)), Events.class);
    }

    /** Tells the api how a rotation stands. */
    public void putRotation(Rotation rotation) {
        exchange.send(exchange.request("PUT", "v1/rotations/" + rotation.id(), rotation, Map.of()));
    }

    /** How rotations stand, as their rotators told it. */
    public List<Rotation> rotations(@Nullable String environment) {
        String path = query("v1/rotations", parameters("environment", environment, "keyId", null));
        return exchange.send("GET", path, null, RotationList.class).rotations();
    }

    /** How the rotations of one key stand, as their rotator told it. */
    public List<Rotation> rotationsOf(UUID keyId) {
        return exchange.send("GET", "v1/rotations?keyId=" + keyId, null, RotationList.class)
                .rotations();
    }

    /** Makes a PENDING key ACTIVE; see {@link #activate(UUID, Activation)}. */
    public KeyView activate(UUID id, Fingerprint served, Duration grace) {
        return activate(id, new Activation(served.hex(), grace.toSeconds()));
    }

    private static Map<String, String> parameters(
            String first, @Nullable String firstValue, String second, @Nullable String secondValue) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (firstValue != null && !firstValue.isEmpty()) {
            parameters.put(first, firstValue);
        }
        if (secondValue != null && !secondValue.isEmpty()) {
            parameters.put(second, secondValue);
        }
        return parameters;
    }

    private static String query(String path, Map<String, String> parameters) {
        StringBuilder query = new StringBuilder(path);
        char separator = '?';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            query.append(separator).append(parameter.getKey()).append('=');
            query.append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return query.toString();
    }
}
