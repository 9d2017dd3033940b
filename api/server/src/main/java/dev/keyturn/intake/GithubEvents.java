package dev.keyturn.intake;

import dev.keyturn.event.Outbox;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.leak.Reporter;
import dev.keyturn.problem.Redaction;
import dev.keyturn.scanning.ScanJobs;
import dev.keyturn.wire.EventType;
import dev.keyturn.wire.NewScan;
import dev.keyturn.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/**
 * What GitHub's webhooks tell: pushes, which are to be scanned, and alerts of its secret scanning, which hold no secret.
 * A key of our format that stands in the body itself, in a commit's message say, is dealt with at once.
 */
final class GithubEvents {
    private static final int LONGEST = 300;
    private static final int MOST_KEYS = 1_000;

    private final FoundTokens tokens;
    private final Outbox outbox;
    private final ScanJobs scans;
    private final TransactionOperations transactions;

    GithubEvents(FoundTokens tokens, Outbox outbox, ScanJobs scans, TransactionOperations transactions) {
        this.tokens = tokens;
        this.outbox = outbox;
        this.scans = scans;
        this.transactions = transactions;
    }

    /** Whether a body is signed with a source's secret; {@code sha256=} and the HMAC in hex. */
    @RevealsPlaintext("the HMAC is keyed with it")
    static boolean isSigned(Secret secret, @Nullable String signature, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            String expected = "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
            return signature != null
                    && MessageDigest.isEqual(
                            expected.getBytes(StandardCharsets.US_ASCII),
                            signature.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** @param type value of {@code X-GitHub-Event}; of others nothing is told */
    void take(Sources.Known source, String type, byte[] body) {
        List<@Nullable Secret> keys = keysIn(body);
        if (!keys.isEmpty()) {
            tokens.report(
                    new Reporter(source.reporter(Sources.GITHUB), source.tenantId(), null, null),
                    "github " + type,
                    keys);
        }
        JsonNode event = WireJson.mapper().readTree(body);
        if (type.equals("push")) {
            NewScan pushed = pushed(event);
            transactions.executeWithoutResult(status -> {
                tell(source, EventType.REPOSITORY_PUSHED, push(pushed, event));
                scans.push(source.tenantId(), pushed, source.reporter(Sources.GITHUB));
            });
        } else if (type.equals("secret_scanning_alert")) {
            tell(source, EventType.ALERT_RECEIVED, alert(event));
        }
    }

    private void tell(Sources.Known source, String type, Map<String, Object> data) {
        data.put("source", source.id());
        transactions.executeWithoutResult(status -> outbox.append(source.tenantId(), type, data));
    }

    private static NewScan pushed(JsonNode event) {
        return new NewScan(
                text(event.at("/repository/clone_url")),
                text(event.path("ref")),
                text(event.path("before")),
                text(event.path("after")));
    }

    private static Map<String, Object> push(NewScan pushed, JsonNode event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("repository", pushed.repository());
        data.put("ref", pushed.ref());
        data.put("before", pushed.before());
        data.put("after", pushed.after());
        data.put("forced", event.path("forced").asBoolean(false));
        return data;
    }

    private static Map<String, Object> alert(JsonNode event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("repository", text(event.at("/repository/clone_url")));
        data.put("action", text(event.path("action")));
        data.put("number", event.at("/alert/number").asLong(0));
        data.put("url", text(event.at("/alert/html_url")));
        data.put("secretType", text(event.at("/alert/secret_type")));
        return data;
    }

    private static String text(JsonNode value) {
        return Redaction.words(value.asString(""), LONGEST);
    }

    private static List<@Nullable Secret> keysIn(byte[] body) {
        List<@Nullable Secret> keys = new ArrayList<>();
        for (int at = 0; at + ApiKey.MIN_LENGTH <= body.length && keys.size() < MOST_KEYS; at++) {
            int length = body[at] == 's' ? ApiKey.lengthAt(body, at, body.length) : 0;
            if (length > 0) {
                keys.add(Secret.of(new String(body, at, length, StandardCharsets.US_ASCII)));
            }
        }
        return keys;
    }
}
