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
import javax.net.ssl.KeyManager;

/** One attempt to sign in, as the settings say how. */
final class SignInProcedure {
    /** Wrong credential, no such role, no such method: Vault does not tell them apart, and neither does this. */
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 405);

    private static final Duration LOCK_OUT = Duration.ofMinutes(15);
    private static final Duration REVIEW = Duration.ofMinutes(1);

    private final VaultSettings settings;
    private final GuardedHttpClient client;
    private final Diagnosis diagnosis;
    private final Wrapping wrapping;

    SignInProcedure(VaultSettings settings, Diagnosis diagnosis) {
        this.settings = settings;
        this.client = GuardedHttpClient.to(settings.server());
        this.diagnosis = diagnosis;
        this.wrapping = new Wrapping(settings.signIn(), anonymous(client), this::withToken);
    }

    /** What keeps the credential from being there, if it comes in a wrapping that could not be opened. */
    Optional<Trouble> open() {
        return wrapping.open();
    }

    /** The credential as it is at its source now. */
    Optional<Secret> credential() {
        return settings.signIn().credential().read();
    }

    Trouble noCredential() {
        return diagnosis.noCredential(settings.signIn().credential());
    }

    /** How long a refused credential is left alone: AppRole locks a role out, and others only cost a request. */
    Duration refusalPause() {
        return settings.signIn() instanceof SignIn.AppRole || settings.signIn() instanceof SignIn.Token
                ? LOCK_OUT
                : REVIEW;
    }

    /** Whether a sign-in makes a token, so that ending it takes nothing from anybody else. */
    boolean ownsTokens() {
        return !(settings.signIn() instanceof SignIn.Token);
    }

    SignedIn signIn(Secret credential, Instant now) {
        SignIn signIn = settings.signIn();
        if (signIn instanceof SignIn.AppRole role) {
            return loggedIn(client, role.mount(), secretId(role, credential), now);
        }
        if (signIn instanceof SignIn.Jwt jwt) {
            return loggedIn(client, jwt.mount(), signed(jwt, credential), now);
        }
        return signIn instanceof SignIn.Certificate certificate
                ? withCertificate(certificate, credential, now)
                : taken(credential, now);
    }

    @RevealsPlaintext("the secret-id is sent to Vault to sign in")
    private static JsonObject secretId(SignIn.AppRole role, Secret secretId) {
        return new JsonObject().add("role_id", role.roleId()).add("secret_id", secretId.reveal());
    }

    @RevealsPlaintext("the JWT is sent to Vault to sign in")
    private static JsonObject signed(SignIn.Jwt jwt, Secret token) {
        return new JsonObject().add("role", jwt.role()).add("jwt", token.reveal());
    }

    /** A token is bound to the certificate that it was had for, so both live in one connection. */
    private SignedIn withCertificate(SignIn.Certificate certificate, Secret pem, Instant now) {
        Optional<KeyManager[]> shown = ClientCertificate.in(pem);
        if (shown.isEmpty()) {
            return new SignedIn.No(diagnosis.noCertificate(certificate.credential()));
        }
        JsonObject body = new JsonObject();
        certificate.role().ifPresent(name -> body.add("name", name));
        return loggedIn(GuardedHttpClient.to(settings.server(), shown.get()), certificate.mount(), body, now);
    }

    private SignedIn loggedIn(GuardedHttpClient through, String mount, JsonObject body, Instant now) {
        Answer answer = anonymous(through).post("auth/" + mount + "/login", body);
        if (answer instanceof Answer.Replied reply) {
            JsonObject auth = reply.object("auth");
            Optional<String> token = Answer.text(auth, "client_token");
            if (token.isPresent()) {
                Secret secret = Secret.of(token.get());
                Connection connection = Connection.with(secret, settings.server(), through);
                return new SignedIn.Yes(Generation.first(secret, connection, lease(auth, "lease_duration"), now));
            }
        }
        return no(answer);
    }

    private SignedIn taken(Secret token, Instant now) {
        Connection connection = withToken(token);
        Answer answer = connection.get("auth/token/lookup-self");
        return answer instanceof Answer.Replied reply && reply.status() == 200
                ? new SignedIn.Yes(Generation.first(token, connection, lease(reply.object("data"), "ttl"), now))
                : no(answer);
    }

    private SignedIn no(Answer answer) {
        return answer instanceof Answer.Replied reply && REFUSALS.contains(reply.status())
                ? new SignedIn.No(diagnosis.refusedCredential(), true)
                : new SignedIn.No(diagnosis.of(answer));
    }

    private Connection anonymous(GuardedHttpClient through) {
        return Connection.anonymous(settings.server(), through);
    }

    private Connection withToken(Secret token) {
        return Connection.with(token, settings.server(), client);
    }

    static Lease lease(JsonObject granted, String time) {
        JsonValue renewable = granted.get("renewable");
        return new Lease(
                Duration.ofSeconds(Answer.number(granted, time)),
                renewable != null && renewable.isBoolean() && renewable.asBoolean());
    }
}
