package dev.keyturn.delivery.vault;

import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Held;
import dev.keyturn.delivery.Notes;
import dev.keyturn.delivery.Place;
import dev.keyturn.delivery.Readiness;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Store;
import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.Version;
import dev.keyturn.delivery.Writing;
import io.github.jopenlibs.vault.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A KV version 1 mount as a store, for whoever has no other. It takes any write, so this compares before it writes: what
 * somebody else writes in between is lost, and a write that arrives late is not refused. It keeps no past, so nothing can
 * be rolled back, and has no place for notes. A version is the beginning of the content's hash.
 */
public final class PlainVaultStore implements Store {
    private static final Logger log = LoggerFactory.getLogger(PlainVaultStore.class);
    private static final int HASHED = 16;

    private final VaultSettings settings;
    private final Session session;
    private final SecretIdCare care;
    private final Diagnosis diagnosis;
    private final Preflight preflight;
    private final ReentrantLock writing = new ReentrantLock();

    /**
     * Prepares a store; asks Vault nothing yet.
     *
     * @param clock tells when a token's time is up
     * @throws IllegalArgumentException with words for a person if the file with Vault's authorities is no good
     */
    public PlainVaultStore(VaultSettings settings, InstantSource clock) {
        this.settings = settings;
        this.diagnosis = new Diagnosis(settings);
        this.session = new Session(new SignInProcedure(settings, diagnosis), clock);
        this.care = new SecretIdCare(settings.signIn(), session, clock);
        this.preflight = new Preflight(settings, session, diagnosis, clock);
        log.warn(
                "{}/ is KV version 1: it writes without a condition and keeps no versions, so a write of somebody else at"
                        + " the same moment is lost, and nothing can be rolled back",
                settings.mount());
    }

    @Override
    public Readiness check(Place place) {
        Optional<Trouble> trouble = preflight.ofVersionOne(path(place));
        if (trouble.isPresent()) {
            return trouble.get();
        }
        Reading reading = read(place);
        return reading instanceof Trouble unread ? unread : new Readiness.Ready(reading.version());
    }

    @Override
    public Reading read(Place place) {
        Answer answer = session.ask(at -> at.get(path(place)));
        if (answer instanceof Answer.Replied reply && reply.status() == 200) {
            JsonObject fields = reply.object("data");
            return Contents.judge(version(fields), fields);
        }
        return answer instanceof Answer.Replied reply && reply.status() == 404
                ? new Reading.Absent()
                : diagnosis.of(answer);
    }

    /** Version 1 has no past. */
    @Override
    public Reading read(Place place, Version version) {
        Reading now = read(place);
        return now.version().equals(version) || now instanceof Trouble ? now : new Reading.Absent();
    }

    @Override
    public Writing write(Delivery delivery) {
        Optional<Trouble> unproven = preflight.provenVersionOne();
        if (unproven.isPresent()) {
            return unproven.get();
        }
        writing.lock();
        try {
            Reading there = read(delivery.place());
            if (there instanceof Trouble trouble) {
                return trouble;
            }
            return landed(delivery, there).orElseGet(() -> write(delivery, there));
        } finally {
            writing.unlock();
        }
    }

    private Writing write(Delivery delivery, Reading there) {
        if (!there.version().equals(delivery.expected())) {
            return new Writing.Conflict(there);
        }
        Answer answer = session.ask(at -> at.post(path(delivery.place()), Contents.of(delivery)));
        Reading after = read(delivery.place());
        return landed(delivery, after)
                .orElseGet(() -> new Writing.Ambiguous(
                        after instanceof Trouble trouble
                                ? "reading failed: " + trouble.what()
                                : diagnosis.of(answer).what() + ", and the key was not there yet when read back"));
    }

    private static Optional<Writing> landed(Delivery delivery, Reading now) {
        return now instanceof Reading.Found found && isOf(delivery, found.held())
                ? Optional.of(new Writing.Written(found.held().version()))
                : Optional.empty();
    }

    private static boolean isOf(Delivery delivery, Held held) {
        return held.key().equals(delivery.key()) && held.keyId().equals(delivery.keyId());
    }

    /** There is no place for notes. */
    @Override
    public Optional<Trouble> annotate(Place place, Notes notes) {
        return Optional.empty();
    }

    @Override
    public String address(Place place) {
        return path(place);
    }

    @Override
    public Optional<Trouble> keepOpen() {
        return session.keep().or(care::look);
    }

    @Override
    public void close() {
        session.end();
    }

    private String path(Place place) {
        return new VaultPath(settings.mount(), settings.prefix(), place).shown();
    }

    private static Version version(JsonObject fields) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(fields.toString().getBytes(StandardCharsets.UTF_8));
            return new Version(HexFormat.of().formatHex(hash).substring(0, HASHED));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
