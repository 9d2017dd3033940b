package dev.keyturn.delivery.vault;

import dev.keyturn.delivery.OwnersFile;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Trouble.Kind;
import dev.keyturn.delivery.vault.CredentialSource.InFile;
import dev.keyturn.delivery.vault.CredentialSource.SecretIdFile;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import io.github.jopenlibs.vault.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The first secret-id in a wrapping that can be opened once: it is opened, written into its file, and the wrapping
 * removed. A wrapping that is open already, or that something else made, may be the trace of a theft and is said so; Vault
 * is not asked about it again until another one lies there.
 */
final class Wrapping {
    private final @Nullable SecretIdFile file;
    private final String made;
    private final Connection anonymous;
    private final Function<Secret, Connection> holding;
    private @Nullable Refused refused;

    private record Refused(Secret token, Trouble trouble) {}

    Wrapping(SignIn signIn, Connection anonymous, Function<Secret, Connection> holding) {
        this.file = signIn.credential() instanceof SecretIdFile kept ? kept : null;
        this.made = signIn instanceof SignIn.AppRole role ? "auth/" + role.mount() + "/role/" : "";
        this.anonymous = anonymous;
        this.holding = holding;
    }

    /** Opens the wrapping if there is no secret-id yet; what stands in the way, if anything. */
    Optional<Trouble> open() {
        if (file == null || file.wrapping().isEmpty() || file.read().isPresent()) {
            return Optional.empty();
        }
        Path wrapping = file.wrapping().get();
        Optional<Secret> token = new InFile(wrapping).read();
        if (token.isEmpty()) {
            return Optional.of(Trouble.of(
                    Kind.DENIED,
                    "there is neither a secret-id in " + file.path() + " nor a wrapping token in " + wrapping,
                    "wrap a new secret-id (docs/vault.md) and put the token into the second file"));
        }
        if (refused != null && refused.token().equals(token.get())) {
            return Optional.of(refused.trouble());
        }
        return opened(file, wrapping, token.get());
    }

    private Optional<Trouble> opened(SecretIdFile into, Path wrapping, Secret token) {
        Answer looked = anonymous.post("sys/wrapping/lookup", shown(token));
        if (!(looked instanceof Answer.Replied reply) || reply.status() >= 500 || reply.status() == 429) {
            return Optional.of(later(looked));
        }
        String path = Answer.text(reply.object("data"), "creation_path").orElse("");
        if (!path.startsWith(made) || !path.endsWith("/secret-id")) {
            return refuse(
                    token, wrapping, path.isEmpty() ? "was opened before, or its time is over" : "wraps no secret-id");
        }
        Answer answer = holding.apply(token).post("sys/wrapping/unwrap", new JsonObject());
        if (!(answer instanceof Answer.Replied unwrapped)) {
            return Optional.of(later(answer));
        }
        return Answer.text(unwrapped.object("data"), "secret_id")
                .map(secretId -> kept(into, wrapping, Secret.of(secretId)))
                .orElseGet(() -> refuse(token, wrapping, "was opened by somebody else just now"));
    }

    @RevealsPlaintext("the secret-id goes into the file that it is kept in")
    private static Optional<Trouble> kept(SecretIdFile into, Path wrapping, Secret secretId) {
        try {
            OwnersFile.makeFolder(into.path());
            OwnersFile.replace(into.path(), (secretId.reveal() + "\n").getBytes(StandardCharsets.US_ASCII));
            Files.deleteIfExists(wrapping);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(Trouble.of(
                    Kind.DENIED,
                    "the secret-id was unwrapped and cannot be written into " + into.path(),
                    "let the rotator's user write there, and wrap a new secret-id"));
        }
    }

    private Optional<Trouble> refuse(Secret token, Path wrapping, String why) {
        Trouble trouble = Trouble.of(
                Kind.DENIED,
                "the wrapping token in " + wrapping + " " + why + ": THE SECRET-ID IN IT MAY HAVE BEEN STOLEN",
                "if nobody of yours opened it, destroy the secret-ids of the role, look into Vault's audit log for who"
                        + " did, and wrap a new one");
        refused = new Refused(token, trouble);
        return Optional.of(trouble);
    }

    private static Trouble later(Answer answer) {
        String why = answer instanceof Answer.Lost lost ? lost.why() : String.valueOf(answer);
        return Trouble.of(
                Kind.UNAVAILABLE, "Vault did not say what is in the wrapping: " + why, "it is tried again by itself");
    }

    @RevealsPlaintext("Vault is asked what a wrapping token wraps")
    private static JsonObject shown(Secret token) {
        return new JsonObject().add("token", token.reveal());
    }
}
