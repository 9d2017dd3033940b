package dev.keyturn.starter;

import dev.keyturn.client.KeyturnClient;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.wire.VerificationRequest;
import dev.keyturn.wire.VerificationResult;
import org.jspecify.annotations.Nullable;

/** Says whether a presented key may do something: from the cache, if it may and does know, else by asking the api. */
public final class KeyCheck {
    private final KeyturnClient api;
    private final @Nullable KeyCache cache;
    private final UseTally uses;
    private final @Nullable String environment;

    KeyCheck(KeyturnClient api, @Nullable KeyCache cache, UseTally uses, @Nullable String environment) {
        this.api = api;
        this.cache = cache;
        this.uses = uses;
        this.environment = environment;
    }

    /** Who presents a key, as the service sees it. */
    public record Client(
            @Nullable String address,
            @Nullable String agent,
            @Nullable String path,
            @Nullable String consumer) {}

    /**
     * The answer about a key.
     *
     * @param presented as the client sent it
     * @param scope that it must have, or null
     * @throws dev.keyturn.client.ApiUnavailableException if the cache may not answer and the api does not: refuse
     */
    public VerificationResult check(String presented, @Nullable String scope, Client client) {
        if (cache == null) {
            return ask(presented, scope, client);
        }
        KeyCache.Question question =
                new KeyCache.Question(Fingerprint.of(presented).hex(), scope);
        VerificationResult known = cache.find(question);
        if (known != null && known.keyId() != null && uses.count(new UseTally.Use(known.keyId(), client))) {
            return known;
        }
        VerificationResult answer = ask(presented, scope, client);
        cache.keep(question, answer);
        return answer;
    }

    private VerificationResult ask(String presented, @Nullable String scope, Client client) {
        return api.verify(new VerificationRequest(
                presented, client.address(), client.agent(), client.path(), client.consumer(), environment, scope));
    }
}
