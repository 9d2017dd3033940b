package dev.keyturn.session;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.PersonCaller.Person;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sessions as a browser carries them: one token in a cookie, replaced while it is in use. Who does nothing for an hour
 * signs in again; a session that ends has ended for every replica, which ask the database each time.
 */
public final class BrowserSessions {
    private final Sessions sessions;
    private final AccessTokens tokens;

    BrowserSessions(Sessions sessions, AccessTokens tokens) {
        this.sessions = sessions;
        this.tokens = tokens;
    }

    /**
     * A live session.
     *
     * @param person with the role of this moment
     * @param next the token to carry from now on, once the presented one is half spent
     */
    public record Present(
            UUID sessionId, Person person, @Nullable Secret next) {}

    /**
     * Signs in.
     *
     * @return the token to carry
     * @throws ProblemException 401 if what was given does not fit, 429 after too many attempts
     */
    public Secret open(Sessions.Attempt attempt, Sessions.Client client) {
        return sessions.open(attempt, client).accessToken();
    }

    /** The session of a token; empty if there is none any more. */
    @RevealsPlaintext("the token's signature is checked")
    public Optional<Present> present(Secret token) {
        try {
            UUID sessionId = tokens.read(token.reveal());
            Secret next = tokens.next(token.reveal()).orElse(null);
            return sessions.person(sessionId).map(person -> new Present(sessionId, person, next));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    /** Signs out. */
    public void close(UUID sessionId, PersonCaller caller) {
        sessions.close(sessionId, caller);
    }
}
