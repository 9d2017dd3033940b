package dev.keyturn.delivery.vault;

import dev.keyturn.delivery.Trouble;
import dev.keyturn.delivery.vault.Generation.Lease;
import dev.keyturn.key.Secret;
import io.github.jopenlibs.vault.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stays signed in. A token is renewed at two thirds of its time by whoever comes first after that, and replaced when it
 * can't be renewed or Vault knows it no more. A credential that Vault refused is not sent again for a while, unless it
 * changed at its source: AppRole locks a role out after a few failures.
 */
final class Session {
    private final SignInProcedure procedure;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Generation current;
    private @Nullable Refused refused;

    private record Refused(Secret credential, Instant until, Trouble trouble) {}

    Session(SignInProcedure procedure, InstantSource clock) {
        this.procedure = procedure;
        this.clock = clock;
    }

    /** Asks with a good token. If the token turns out dead, it is replaced and the question asked once more. */
    Answer ask(Function<Connection, Answer> question) {
        SignedIn first = signedIn();
        if (first instanceof SignedIn.No no) {
            return new Answer.NotAsked(no.trouble());
        }
        Generation used = ((SignedIn.Yes) first).generation();
        Answer answer = question.apply(used.connection());
        if (!isDenied(answer) || !isDead(used)) {
            return answer;
        }
        return replaced(used) instanceof SignedIn.Yes yes
                ? question.apply(yes.generation().connection())
                : answer;
    }

    /** Signs in or renews if that is due; what stands in the way, if anything. */
    Optional<Trouble> keep() {
        return signedIn() instanceof SignedIn.No no ? Optional.of(no.trouble()) : Optional.empty();
    }

    /** Signs in with the credential as it is now, in place of the token that is there; what stands in the way, if anything. */
    Optional<Trouble> signInAnew() {
        lock.lock();
        try {
            Generation old = current;
            if (signIn() instanceof SignedIn.No no) {
                return Optional.of(no.trouble());
            }
            if (old != null && procedure.ownsTokens()) {
                old.connection().post("auth/token/revoke-self", new JsonObject());
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Speaks with the current token, if there is one: another one after each sign-in, and the same after a renewal. */
    @Nullable
    Connection connection() {
        Generation now = current;
        return now == null ? null : now.connection();
    }

    /** Ends the token, if it is of our own making. */
    void end() {
        lock.lock();
        try {
            Generation ending = current;
            current = null;
            if (ending != null && procedure.ownsTokens()) {
                ending.connection().post("auth/token/revoke-self", new JsonObject());
            }
        } finally {
            lock.unlock();
        }
    }

    private SignedIn signedIn() {
        Generation seen = current;
        Instant instant = clock.instant();
        if (seen != null && !seen.isDue(instant)) {
            return new SignedIn.Yes(seen);
        }
        if (!lock.tryLock()) {
            if (seen != null && !seen.isOver(instant)) {
                return new SignedIn.Yes(seen);
            }
            lock.lock();
        }
        try {
            Generation now = current;
            if (now == null || now.isOver(clock.instant())) {
                return signIn();
            }
            return now.isDue(clock.instant()) ? renewed(now) : new SignedIn.Yes(now);
        } finally {
            lock.unlock();
        }
    }

    private SignedIn replaced(Generation dead) {
        lock.lock();
        try {
            Generation now = current;
            return now == null || now.token().equals(dead.token()) ? signIn() : new SignedIn.Yes(now);
        } finally {
            lock.unlock();
        }
    }

    private SignedIn renewed(Generation old) {
        if (!old.renewable()) {
            return signedInAnewOr(old);
        }
        Answer answer = old.connection().post("auth/token/renew-self", new JsonObject());
        if (isDenied(answer)) {
            return signIn();
        }
        if (!(answer instanceof Answer.Replied reply) || reply.status() != 200) {
            return keep(old.postponed(clock.instant()));
        }
        Lease lease = SignInProcedure.lease(reply.object("auth"), "lease_duration");
        Generation renewed = old.renewed(lease, clock.instant());
        return lease.isFading(old.firstLease()) ? signedInAnewOr(renewed) : keep(renewed);
    }

    /** Takes a new token while the old one still serves; the old one goes on if there is none to be had. */
    private SignedIn signedInAnewOr(Generation old) {
        return signIn() instanceof SignedIn.Yes yes ? yes : keep(old.postponed(clock.instant()));
    }

    private SignedIn keep(Generation generation) {
        current = generation;
        return new SignedIn.Yes(generation);
    }

    private SignedIn signIn() {
        Optional<Trouble> closed = procedure.open();
        if (closed.isPresent()) {
            return new SignedIn.No(closed.get());
        }
        Optional<Secret> credential = procedure.credential();
        if (credential.isEmpty()) {
            return new SignedIn.No(procedure.noCredential());
        }
        Refused earlier = refused;
        if (earlier != null
                && earlier.credential().equals(credential.get())
                && clock.instant().isBefore(earlier.until())) {
            return new SignedIn.No(earlier.trouble());
        }
        SignedIn outcome = procedure.signIn(credential.get(), clock.instant());
        if (outcome instanceof SignedIn.No no && no.refused()) {
            refused = new Refused(credential.get(), clock.instant().plus(procedure.refusalPause()), no.trouble());
        }
        return outcome instanceof SignedIn.Yes yes ? keep(yes.generation()) : outcome;
    }

    private static boolean isDenied(Answer answer) {
        return answer instanceof Answer.Replied reply && reply.status() == 403;
    }

    /** Whether Vault does not know the token any more, as opposed to its lacking a right. */
    private static boolean isDead(Generation generation) {
        return isDenied(generation.connection().get("auth/token/lookup-self"));
    }
}
