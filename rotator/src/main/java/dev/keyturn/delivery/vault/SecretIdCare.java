package dev.keyturn.delivery.vault;

import dev.keyturn.delivery.OwnersFile;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Trouble.Kind;
import dev.keyturn.delivery.vault.CredentialSource.InFile;
import dev.keyturn.delivery.vault.CredentialSource.SecretIdFile;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import io.github.jopenlibs.vault.json.JsonObject;
import io.github.jopenlibs.vault.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the rotator's own secret-id in time: the role mints another for itself, which takes the old one's place in the
 * file, is signed in with, and only then is the old one destroyed. The old one lies beside it until then, so that whoever
 * dies between two of these steps leaves nothing alive that the next one does not find.
 */
final class SecretIdCare {
    private static final Logger log = LoggerFactory.getLogger(SecretIdCare.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofHours(1);
    private static final int LAST_USES = 3;

    private final Session session;
    private final InstantSource clock;
    private final SignIn.@Nullable AppRole role;
    private final @Nullable SecretIdFile file;
    private Instant nextLook = Instant.MIN;

    SecretIdCare(SignIn signIn, Session session, InstantSource clock) {
        this.session = session;
        this.clock = clock;
        this.role = signIn instanceof SignIn.AppRole one ? one : null;
        this.file =
                signIn.credential() instanceof SecretIdFile kept && kept.age().isPresent() ? kept : null;
    }

    /** Looks whether it is time, at most once an hour; what stood in the way, if anything. */
    synchronized Optional<Trouble> look() {
        Instant now = clock.instant();
        if (role == null || file == null || now.isBefore(nextLook)) {
            return Optional.empty();
        }
        nextLook = now.plus(BETWEEN_LOOKS);
        try {
            return look("auth/" + role.mount() + "/role/" + roleName(), file);
        } catch (Unanswered e) {
            return Optional.of(trouble(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            return Optional.of(trouble(file.path() + " or what is beside it cannot be written"));
        }
    }

    /** The lock is taken only where there is something to do; meanwhile another rotator may have done it. */
    private Optional<Trouble> look(String path, SecretIdFile kept) throws IOException {
        Optional<Secret> current = kept.read();
        if (current.isEmpty()) {
            return Optional.empty();
        }
        JsonObject about = asked(path + "/secret-id/lookup", named(current.get()));
        boolean due = isDue(about, kept.age().orElse(Duration.ZERO));
        if (!due && Files.notExists(kept.previous())) {
            return Optional.empty();
        }
        return OwnersFile.alone(kept.path(), () -> {
            destroyPrevious(path, kept);
            return due && kept.read().equals(current) ? replace(path, kept, current.get(), about) : Optional.empty();
        });
    }

    private boolean isDue(JsonObject about, Duration age) {
        long uses = Answer.number(about, "secret_id_num_uses");
        if (uses > 0 && uses <= LAST_USES) {
            return true;
        }
        long seconds = Answer.number(about, "secret_id_ttl");
        Duration twoThirds = Duration.ofSeconds(seconds * 2 / 3);
        Duration until = seconds > 0 && twoThirds.compareTo(age) < 0 ? twoThirds : age;
        return created(about)
                .map(at -> !clock.instant().isBefore(at.plus(until)))
                .orElse(false);
    }

    private static Optional<Instant> created(JsonObject about) {
        try {
            return Answer.text(about, "creation_time")
                    .map(OffsetDateTime::parse)
                    .map(OffsetDateTime::toInstant);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private Optional<Trouble> replace(String path, SecretIdFile kept, Secret old, JsonObject about) throws IOException {
        write(kept.previous(), old);
        Secret fresh = Answer.text(asked(path + "/secret-id", sameTerms(about)), "secret_id")
                .map(Secret::of)
                .orElseThrow(() -> new Unanswered("Vault minted no secret-id"));
        write(kept.path(), fresh);
        Optional<Trouble> refused = session.signInAnew();
        if (refused.isPresent()) {
            write(kept.path(), old);
            Files.deleteIfExists(kept.previous());
            destroy(path, fresh);
            return refused;
        }
        log.info("the secret-id in {} was replaced by a new one", kept.path());
        destroyPrevious(path, kept);
        return Optional.empty();
    }

    /** What bound the old one binds the new one. */
    private static JsonObject sameTerms(JsonObject about) {
        JsonObject terms = new JsonObject();
        list(about, "cidr_list").ifPresent(list -> terms.add("cidr_list", list));
        list(about, "token_bound_cidrs").ifPresent(list -> terms.add("token_bound_cidrs", list));
        long seconds = Answer.number(about, "secret_id_ttl");
        return seconds == 0 ? terms : terms.add("ttl", seconds + "s");
    }

    private static Optional<String> list(JsonObject about, String name) {
        JsonValue value = about.get(name);
        return value == null || !value.isArray() || value.asArray().isEmpty()
                ? Optional.empty()
                : Optional.of(StreamSupport.stream(value.asArray().spliterator(), false)
                        .map(JsonValue::asString)
                        .collect(Collectors.joining(",")));
    }

    private void destroyPrevious(String path, SecretIdFile kept) throws IOException {
        Optional<Secret> previous = new InFile(kept.previous()).read();
        if (previous.isPresent() && !previous.equals(kept.read())) {
            destroy(path, previous.get());
        }
        Files.deleteIfExists(kept.previous());
    }

    private void destroy(String path, Secret secretId) {
        asked(path + "/secret-id/destroy", named(secretId));
    }

    private String roleName() {
        Answer answer = session.ask(at -> at.get("auth/token/lookup-self"));
        return answer instanceof Answer.Replied reply && reply.status() == 200
                ? Answer.text(reply.object("data", "meta"), "role_name")
                        .orElseThrow(() -> new Unanswered("Vault does not name the role"))
                : refused("auth/token/lookup-self", answer);
    }

    private JsonObject asked(String path, JsonObject body) {
        Answer answer = session.ask(at -> at.post(path, body));
        boolean well = answer instanceof Answer.Replied reply && reply.status() / 100 == 2;
        return well ? ((Answer.Replied) answer).object("data") : refused(path, answer);
    }

    private static <T> T refused(String path, Answer answer) {
        String why = answer instanceof Answer.Lost lost ? lost.why() : String.valueOf(answer);
        throw new Unanswered("Vault does not do " + path + " (" + why + ")");
    }

    private static Trouble trouble(String what) {
        return Trouble.of(
                Kind.DENIED,
                "the rotator's own secret-id could not be replaced: " + what,
                "it serves until its time is over; give the role its own policy (docs/vault.md, Its own secret-id)");
    }

    @RevealsPlaintext("the secret-id goes into the file that it is kept in")
    private static void write(Path path, Secret secretId) throws IOException {
        OwnersFile.replace(path, (secretId.reveal() + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    @RevealsPlaintext("Vault names a secret-id by itself")
    private static JsonObject named(Secret secretId) {
        return new JsonObject().add("secret_id", secretId.reveal());
    }

    /** Vault did not do a part of it. */
    private static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unanswered(String message) {
            super(message);
        }
    }
}
