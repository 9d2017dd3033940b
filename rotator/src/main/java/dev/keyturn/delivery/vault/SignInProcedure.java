package dev.keyturn.delivery.vault;

import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.vault.Generation.Lease;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** One attempt to sign in, as the settings say how. */
final class SignInProcedure {
    /** Wrong credential, no such role, no such method: Vault does not tell them apart, and neither does this. */
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 405);

    private final VaultSettings settings;
    private final GuardedHttpClient client;
    private final Diagnosis diagnosis;

    SignInProcedure(VaultSettings settings, GuardedHttpClient client, Diagnosis diagnosis) {
        this.settings = settings;
        this.client = client;
        this.diagnosis = diagnosis;
    }

    /** The credential as it is at its source now. */
    Optional<Secret> credential() {
        return settings.signIn().credential().read();
    }

    Trouble noCredential() {
        return diagnosis.noCredential(settings.signIn().credential());
    }

    /** Whether a sign-in makes a token, so that ending it takes nothing from anybody else. */
    boolean ownsTokens() {
        return settings.signIn() instanceof SignIn.AppRole;
    }

    SignedIn signIn(Secret credential, Instant now) {
        return settings.signIn() instanceof SignIn.AppRole role
                ? withAppRole(role, credential, now)
                : withToken(credential, now);
    }

    @RevealsPlaintext("the secret-id is sent to Vault to sign in")
    private SignedIn withAppRole(SignIn.AppRole role, Secret secretId, Instant now) {
        JsonObject body = new JsonObject().add("role_id", role.roleId()).add("secret_id", secretId.reveal());
        Answer answer = Connection.anonymous(settings.server(), client).post("auth/" + role.mount() + "/login", body);
        if (answer instanceof Answer.Replied reply) {
            JsonObject auth = reply.object("auth");
            Optional<String> token = Answer.text(auth, "client_token");
            if (token.isPresent()) {
                return yes(Secret.of(token.get()), lease(auth, "lease_duration"), now);
            }
        }
        return no(answer);
    }

    private SignedIn withToken(Secret token, Instant now) {
        Answer answer = Connection.with(token, settings.server(), client).get("auth/token/lookup-self");
        if (answer instanceof Answer.Replied reply && reply.status() == 200) {
            return yes(token, lease(reply.object("data"), "ttl"), now);
        }
        return no(answer);
    }

    private SignedIn yes(Secret token, Lease lease, Instant now) {
        Connection connection = Connection.with(token, settings.server(), client);
        return new SignedIn.Yes(Generation.first(token, connection, lease, now));
    }

    private SignedIn no(Answer answer) {
        return answer instanceof Answer.Replied reply && REFUSALS.contains(reply.status())
                ? new SignedIn.No(diagnosis.refusedCredential(), true)
                : new SignedIn.No(diagnosis.of(answer));
    }

    static Lease lease(JsonObject granted, String time) {
        JsonValue renewable = granted.get("renewable");
        return new Lease(
                Duration.ofSeconds(Answer.number(granted, time)),
                renewable != null && renewable.isBoolean() && renewable.asBoolean());
    }
}
