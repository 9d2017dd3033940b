package dev.keyturn.delivery.vault;

import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Trouble.Kind;
import java.util.Optional;

/** An answer that is not the hoped-for one, as a trouble with words for a person: the one place that chooses them. */
final class Diagnosis {
    private static final String AGAIN = "it is tried again by itself; look at Vault's log if this lasts";

    private final VaultSettings settings;

    Diagnosis(VaultSettings settings) {
        this.settings = settings;
    }

    /** The trouble that an answer means when it certainly changed nothing. */
    Trouble of(Answer answer) {
        if (answer instanceof Answer.NotAsked notAsked) {
            return notAsked.trouble();
        }
        if (answer instanceof Answer.Lost lost) {
            return unavailable(lost.why());
        }
        return ofStatus((Answer.Replied) answer);
    }

    private Trouble ofStatus(Answer.Replied reply) {
        if (reply.status() == 400 && reply.complainsOf("pgrading")) {
            return unavailable("the mount is being prepared for KV version 2");
        }
        return switch (reply.status()) {
            case 403 ->
                Trouble.of(
                        Kind.DENIED,
                        "Vault denies it to this sign-in",
                        "give its role the rotator's policy of the environment (docs/vault.md)");
            case 404, 405 -> noMount();
            case 429 ->
                new Trouble(
                        Kind.RATE_LIMITED,
                        "Vault's rate limit is reached",
                        "it is tried again by itself, after the pause that Vault asked for",
                        reply.retryAfter());
            default ->
                reply.status() < 500 && reply.status() >= 400 && reply.status() != 412
                        ? refused(reply)
                        : ofServer(reply);
        };
    }

    private Trouble ofServer(Answer.Replied reply) {
        if (isSealed(reply)) {
            return Trouble.of(
                    Kind.LOCKED,
                    "Vault at " + address() + " is sealed",
                    "unseal it (`bao operator unseal`); what waits goes on by itself");
        }
        if (reply.status() == 503 && reply.complainsOf("not initialized")) {
            return Trouble.of(
                    Kind.LOCKED,
                    "Vault at " + address() + " is not initialised",
                    "initialise and unseal it; what waits goes on by itself");
        }
        if (reply.status() / 100 == 3) {
            return Trouble.of(
                    Kind.UNAVAILABLE,
                    "the Vault at " + address() + " is a standby that sends its callers elsewhere",
                    "give an address that leads to the active node, such as the load balancer's");
        }
        return unavailable("status " + reply.status());
    }

    /** Whether Vault itself says that it is sealed: then nothing was done. */
    static boolean isSealed(Answer.Replied reply) {
        return reply.status() == 503 && reply.complainsOf("sealed");
    }

    Trouble unavailable(String why) {
        return Trouble.of(Kind.UNAVAILABLE, "no use of Vault at " + address() + ": " + why, AGAIN);
    }

    Trouble noMount() {
        return Trouble.of(
                Kind.UNSUITABLE,
                "nothing is mounted at " + settings.mount() + "/ in Vault, or the sign-in has no right in it",
                "enable the engine (`bao secrets enable -path=" + settings.mount()
                        + " -version=2 kv`) and give the role its policy");
    }

    Trouble wrongMount(String found) {
        return Trouble.of(
                Kind.UNSUITABLE,
                "the mount " + settings.mount() + "/ is " + found
                        + ": only KV version 2 keeps versions and writes on condition",
                "turn it into version 2 (`bao kv enable-versioning " + settings.mount()
                        + "/`) or name another mount in the configuration");
    }

    Trouble notVersionOne(String found) {
        return Trouble.of(
                Kind.UNSUITABLE,
                "the mount " + settings.mount() + "/ is " + found + ", and the configuration says kv-version: 1",
                "leave kv-version out if it is version 2, which promises more; else name another mount");
    }

    Trouble lacking(String rights) {
        return Trouble.of(
                Kind.DENIED,
                "the sign-in lacks " + rights,
                "give its role the rotator's policy of the environment (docs/vault.md)");
    }

    Trouble noCredential(CredentialSource source) {
        return Trouble.of(
                Kind.DENIED,
                "there is no credential for Vault in " + source.name(),
                "put it there, as one word, readable by the rotator only");
    }

    Trouble noCertificate(CredentialSource source) {
        return Trouble.of(
                Kind.DENIED,
                "there is no client certificate with its key in " + source.name(),
                "both are PEM, and the key is PKCS#8: `openssl pkcs8 -topk8 -nocrypt -in old.key -out new.key`");
    }

    Trouble refusedCredential() {
        SignIn signIn = settings.signIn();
        return Trouble.of(
                Kind.DENIED,
                "Vault at " + address() + " refuses the credential from "
                        + signIn.credential().name() + method(signIn),
                action(signIn));
    }

    private static String method(SignIn signIn) {
        if (signIn instanceof SignIn.AppRole role) {
            return ", for AppRole at auth/" + role.mount();
        }
        if (signIn instanceof SignIn.Jwt jwt) {
            return ", for role " + jwt.role() + " of auth/" + jwt.mount();
        }
        return signIn instanceof SignIn.Certificate certificate ? ", at auth/" + certificate.mount() : "";
    }

    private static String action(SignIn signIn) {
        String lockOut = "put a fresh credential in place; the refused one is left alone for a quarter of an hour,"
                + " lest Vault lock the role out";
        if (signIn instanceof SignIn.AppRole) {
            return "see that the method is enabled there and the role-id is right, and " + lockOut;
        }
        return signIn instanceof SignIn.Token
                ? lockOut
                : "see that the method is enabled there, and that its role accepts this issuer, audience and name; it is"
                        + " tried again every minute";
    }

    private Trouble refused(Answer.Replied reply) {
        return Trouble.of(
                Kind.UNSUITABLE,
                "Vault refuses the request with status " + reply.status(),
                "look at Vault's log; settings of mount " + settings.mount() + "/ may forbid what a delivery needs");
    }

    private Optional<String> namespace() {
        return settings.server().namespace();
    }

    private String address() {
        return settings.server().address()
                + namespace().map(name -> " (namespace " + name + ")").orElse("");
    }
}
