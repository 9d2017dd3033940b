package dev.keyturn.session;

import dev.keyturn.audit.Audit;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.PersonCaller.Person;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.tenant.People;
import dev.keyturn.wire.SessionTokens;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Sign-ins, from the password to the end. A session ends with all its tokens, access tokens included. */
public final class Sessions {
    /** How long one may go on refreshing before the password is asked for again. */
    static final Duration LIFETIME = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final People people;
    private final SignInThrottle throttle;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final Audit audit;

    Sessions(
            JdbcClient jdbc,
            TransactionOperations transactions,
            People people,
            AccessTokens accessTokens,
            Audit audit) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.people = people;
        this.throttle = new SignInThrottle(jdbc);
        this.accessTokens = accessTokens;
        this.refreshTokens = new RefreshTokens(jdbc);
        this.audit = audit;
    }

    private record Row(UUID tenantId, UUID personId) {}

    /**
     * Checks a password, throttled and recorded. What a page's form login asks.
     *
     * @throws ProblemException 401 if it is wrong or nobody has the e-mail, 429 after too many attempts
     */
    public Person check(String email, Secret password, InetAddress address) {
        throttle.count(email, address);
        Optional<Person> person = people.check(email, password);
        if (person.isEmpty()) {
            audit.record(new Audit.Actor(null, "unknown", address), "session.refuse", "sign-in", Map.of());
            throw ProblemException.of(
                    ProblemCode.INVALID_CREDENTIALS, "E-mail and password do not fit. Check both and try again.");
        }
        throttle.succeeded(email, address);
        return person.get();
    }

    /** Signs in. */
    SessionTokens open(String email, Secret password, InetAddress address) {
        Person person = check(email, password, address);
        return required(transactions.execute(status -> {
            UUID session = jdbc.sql("""
                            INSERT INTO session (person_id, tenant_id, expires_at)
                            VALUES (:person, :tenant, now() + make_interval(secs => :seconds)) RETURNING id
                            """)
                    .param("person", person.personId())
                    .param("tenant", person.tenantId())
                    .param("seconds", LIFETIME.toSeconds())
                    .query(UUID.class)
                    .single();
            record(person, address, "session.open", session, Map.of());
            return tokens(session, person.personId());
        }));
    }

    /**
     * The next pair of tokens. A refresh token that comes a second time ends the session: one of the two who had it is
     * not the one whom it was given to.
     *
     * @throws ProblemException 401 if the token is not good for anything
     */
    SessionTokens refresh(Secret refreshToken) {
        Optional<SessionTokens> tokens = required(transactions.execute(status -> refreshTokens
                .use(refreshToken)
                .flatMap(presented -> live(presented.sessionId())
                        .filter(row -> !endedByReuse(presented, row))
                        .map(row -> tokens(presented.sessionId(), row.personId)))));
        return tokens.orElseThrow(() -> ProblemException.of(
                ProblemCode.SESSION_ENDED,
                "This refresh token is not good any more: it was used, or its session has ended. Sign in again."));
    }

    /** Signs out. */
    void close(UUID sessionId, PersonCaller caller) {
        end(sessionId, "signed-out");
        audit.record(Audit.Actor.of(caller), "session.close", sessionId.toString(), Map.of());
    }

    /** Who a live session is, with the role of this moment. */
    Optional<Person> person(UUID sessionId) {
        return live(sessionId).flatMap(row -> people.find(row.tenantId, row.personId));
    }

    private boolean endedByReuse(RefreshTokens.Presented presented, Row row) {
        if (presented.usedBefore()) {
            end(presented.sessionId(), "refresh-token-reused");
            audit.record(
                    new Audit.Actor(row.tenantId, "keyturn", null),
                    "session.close",
                    presented.sessionId().toString(),
                    Map.of("reason", "refresh-token-reused"));
        }
        return presented.usedBefore();
    }

    private Optional<Row> live(UUID sessionId) {
        return jdbc.sql("""
                        SELECT tenant_id, person_id FROM session
                        WHERE id = :id AND ended_at IS NULL AND expires_at > now()
                        """)
                .param("id", sessionId)
                .query((row, number) ->
                        new Row(row.getObject("tenant_id", UUID.class), row.getObject("person_id", UUID.class)))
                .optional();
    }

    private void end(UUID sessionId, String reason) {
        jdbc.sql("UPDATE session SET ended_at = now(), end_reason = :reason WHERE id = :id AND ended_at IS NULL")
                .param("id", sessionId)
                .param("reason", reason)
                .update();
    }

    private SessionTokens tokens(UUID sessionId, UUID personId) {
        return new SessionTokens(
                accessTokens.issue(sessionId, personId),
                (int) AccessTokens.LIFETIME.toSeconds(),
                refreshTokens.issue(sessionId));
    }

    private void record(Person person, InetAddress address, String action, UUID session, Map<String, ?> detail) {
        audit.record(
                new Audit.Actor(person.tenantId(), "person:" + person.email(), address),
                action,
                session.toString(),
                detail);
    }

    private static <T> T required(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
