package dev.keyturn.delivery.vault;

import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Notes;
import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Readiness;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Store;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.delivery.Writing;
import io.github.jopenlibs.vault.json.JsonObject;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A KV v2 mount of HashiCorp Vault or OpenBao as a store: at {@code <mount>/<prefix>/<environment>/<slug>} the fields
 * {@code api_key} and {@code key_id}, and in the custom metadata {@code rotation_id}, {@code key_id},
 * {@code rotated_at} and {@code next_rotation_at} (ISO 8601, UTC).
 *
 * <p>It signs in when first needed and stays so. Nothing is ever deleted, and no request that writes is sent twice.
 */
public final class VaultStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(VaultStore.class);

    private final VaultSettings settings;
    private final Session session;
    private final SecretIdCare care;
    private final Diagnosis diagnosis;
    private final Preflight preflight;

    /**
     * Prepares a store; asks Vault nothing yet.
     *
     * @param clock tells when a token's time is up
     * @throws IllegalArgumentException with words for a person if the file with Vault's authorities is no good
     */
    public VaultStore(VaultSettings settings, InstantSource clock) {
        this.settings = settings;
        this.diagnosis = new Diagnosis(settings);
        SignInProcedure procedure = new SignInProcedure(settings, diagnosis);
        this.session = new Session(procedure, clock);
        this.care = new SecretIdCare(settings.signIn(), session, clock);
        this.preflight = new Preflight(settings, session, diagnosis, clock);
        if (settings.server().isExposed()) {
            LOG.warn(
                    "Vault at {} is reached without TLS: keys cross the network in the clear",
                    settings.server().address());
        }
    }

    @Override
    public Readiness check(Place place) {
        return preflight.of(path(place));
    }

    @Override
    public Reading read(Place place) {
        return read(path(place).data());
    }

    @Override
    public Reading read(Place place, Version version) {
        return read(path(place).data() + "?version=" + Contents.checkAndSet(version));
    }

    private Reading read(String path) {
        Answer answer = session.ask(at -> at.get(path));
        if (!(answer instanceof Answer.Replied reply) || (reply.status() != 200 && reply.status() != 404)) {
            return diagnosis.of(answer);
        }
        long number = Answer.number(reply.object("data", "metadata"), "version");
        if (reply.status() == 200) {
            return number == 0
                    ? diagnosis.wrongMount("not KV version 2")
                    : Contents.judge(Contents.version(number), reply.object("data", "data"));
        }
        if (number > 0) {
            return new Reading.Deleted(Contents.version(number));
        }
        return preflight.provenMount().<Reading>map(trouble -> trouble).orElseGet(Reading.Absent::new);
    }

    @Override
    public Writing write(Delivery delivery) {
        long checkAndSet = Contents.checkAndSet(delivery.expected());
        Optional<Trouble> unproven = preflight.provenMount();
        if (unproven.isPresent()) {
            return unproven.get();
        }
        JsonObject body = new JsonObject()
                .add("options", new JsonObject().add("cas", checkAndSet))
                .add("data", Contents.of(delivery));
        Answer answer = session.ask(at -> at.post(path(delivery.place()).data(), body));
        return new Outcome(delivery, checkAndSet, this::read, diagnosis).of(answer);
    }

    @Override
    public Optional<Trouble> annotate(Place place, Notes notes) {
        String metadata = path(place).metadata();
        Optional<JsonObject> seen = preflight.takeSeen(place);
        if (seen.isEmpty()) {
            Answer before = session.ask(at -> at.get(metadata));
            if (!(before instanceof Answer.Replied reply) || reply.status() != 200) {
                return Optional.of(diagnosis.of(before));
            }
            seen = Optional.of(reply.object("data", "custom_metadata"));
        }
        JsonObject custom = new JsonObject(seen.get())
                .set("rotation_id", notes.rotationId())
                .set("key_id", notes.keyId())
                .set("rotated_at", notes.rotatedAt().toString())
                .set("next_rotation_at", notes.nextRotationAt().toString());
        Answer after = session.ask(at -> at.post(metadata, new JsonObject().add("custom_metadata", custom)));
        boolean done = after instanceof Answer.Replied written && written.status() / 100 == 2;
        return done ? Optional.empty() : Optional.of(diagnosis.of(after));
    }

    @Override
    public String address(Place place) {
        return path(place).shown();
    }

    /** Renews the token when two thirds of its time are over, and replaces the rotator's own secret-id if that is due. */
    @Override
    public Optional<Trouble> keepOpen() {
        return session.keep().or(care::look);
    }

    /** Ends the token that was obtained by signing in; a later call signs in anew. */
    @Override
    public void close() {
        session.end();
    }

    private VaultPath path(Place place) {
        return new VaultPath(settings.mount(), settings.prefix(), place);
    }
}
