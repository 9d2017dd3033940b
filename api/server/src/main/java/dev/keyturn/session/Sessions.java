package dev.keyturn.session;

import dev.keyturn.audit.Audit;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.PersonCaller.Person;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.problem.Redaction;
import dev.keyturn.tenant.People;
import dev.keyturn.wire.SessionTokens;
import dev.keyturn.wire.SessionView;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
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

    private static final int LONGEST_AGENT = 200;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final People people;
    private final SignInThrottle throttle;
    private final SecondFactors secondFactors;
    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;
    private final Audit audit;

    Sessions(
            JdbcClient jdbc,
            TransactionOperations transactions,
            Proofs proofs,
            AccessTokens accessTokens,
            Audit audit) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.people = proofs.people;
        this.secondFactors = proofs.secondFactors;
        this.throttle = new SignInThrottle(jdbc);
        this.accessTokens = accessTokens;
        this.refreshTokens = new RefreshTokens(jdbc);
        this.audit = audit;
    }

    /** What proves who somebody is. */
    record Proofs(People people, SecondFactors secondFactors) {}

    private record Row(UUID tenantId, UUID personId) {}

    /**
     * What somebody signs in with.
     *
     * @param code of the second factor, if it was given
     * @param tenant of several that the person is in; the first one's if absent
     */
    public record Attempt(
            String email,
            Secret password,
            @Nullable String code,
            @Nullable UUID tenant) {}

    /** Where a session is opened from. */
    public record Client(InetAddress address, @Nullable String agent) {}

    /**
     * Checks a password, and a code if the person has a second factor; throttled and recorded.
     *
     * @throws ProblemException 401 if it is wrong, nobody has the e-mail or a code is missing, 429 after too many attempts
     */
    public Person check(Attempt attempt, InetAddress address) {
        throttle.count(attempt.email, address);
        Person person = people.check(attempt.email, attempt.password, attempt.tenant)
                .orElseThrow(() -> refused(
                        address,
                        ProblemException.of(
                                ProblemCode.INVALID_CREDENTIALS,
                                "E-mail and password do not fit. Check both and try again.")));
        if (secondFactors.isOn(person.personId())) {
            checkCode(person.personId(), attempt.code, address);
        }
        throttle.succeeded(attempt.email, address);
        return person;
    }

    /**
     * The same for a known person, of whichever tenants.
     *
     * @throws ProblemException as {@link #check}
     */
    public void prove(UUID personId, Attempt attempt, InetAddress address) {
        throttle.count(attempt.email, address);
        if (!people.hasPassword(personId, attempt.password)) {
            throw refused(
                    address,
                    ProblemException.of(
                            ProblemCode.INVALID_CREDENTIALS,
                            "This is not the password of the account with that e-mail address."));
        }
        if (secondFactors.isOn(personId)) {
            checkCode(personId, attempt.code, address);
        }
        throttle.succeeded(attempt.email, address);
    }

    private void checkCode(UUID personId, @Nullable String code, InetAddress address) {
        if (code == null || code.isBlank()) {
            throw ProblemException.of(
                    ProblemCode.SECOND_FACTOR_REQUIRED,
                    "This account has a second factor: send its code too, as 'code'.");
        }
        if (!secondFactors.passes(personId, code)) {
            throw refused(address, SecondFactors.wrongCode());
        }
    }

    private ProblemException refused(InetAddress address, ProblemException problem) {
        audit.record(new Audit.Actor(null, "unknown", address), "session.refuse", "sign-in", Map.of());
        return problem;
    }

    /** Signs in. */
    SessionTokens open(Attempt attempt, Client client) {
        return open(check(attempt, client.address), client);
    }

    /** A session for somebody who has proven who that is. */
    SessionTokens open(Person person, Client client) {
        return required(transactions.execute(status -> {
            UUID session = jdbc.sql("""
                            INSERT INTO session (person_id, tenant_id, address, agent, expires_at)
                            VALUES (:person, :tenant, :address::inet, :agent, now() + make_interval(secs => :seconds))
                            RETURNING id
                            """)
                    .param("person", person.personId())
                    .param("tenant", person.tenantId())
                    .param("address", client.address.getHostAddress())
                    .param("agent", client.agent == null ? null : Redaction.words(client.agent, LONGEST_AGENT))
                    .param("seconds", LIFETIME.toSeconds())
                    .query(UUID.class)
                    .single();
            record(person, client.address, "session.open", session, Map.of());
            return tokens(session, person.personId());
        }));
    }

    /**
     * A session of the same person for another tenant.
     *
     * @throws ProblemException 404 if the person is not in it
     */
    SessionTokens openElsewhere(PersonCaller caller, UUID tenant, Client client) {
        return open(people.find(tenant, caller.personId()).orElseThrow(ProblemException::notFound), client);
    }

    /** A person's sessions that have not ended, the newest first. */
    public List<SessionView> list(UUID personId, UUID current) {
        return jdbc.sql("""
                        SELECT id, created_at, host(address) AS address, agent, coalesce(
                            (SELECT max(issued_at) FROM refresh_token WHERE session_id = session.id), created_at) AS seen
                        FROM session WHERE person_id = :person AND ended_at IS NULL AND expires_at > now()
                        ORDER BY created_at DESC LIMIT 200
                        """)
                .param("person", personId)
                .query((row, number) -> new SessionView(
                        row.getObject("id", UUID.class),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("seen").toInstant(),
                        row.getString("address"),
                        row.getString("agent"),
                        row.getObject("id", UUID.class).equals(current)))
                .list();
    }

    /**
     * Ends one of the caller's sessions.
     *
     * @throws ProblemException 404 if it is none of the caller's
     */
    public void close(PersonCaller caller, UUID sessionId) {
        if (list(caller.personId(), sessionId).stream().noneMatch(SessionView::current)) {
            throw ProblemException.notFound();
        }
        close(sessionId, caller);
    }

    /**
     * Ends a person's sessions.
     *
     * @param tenant those for this tenant; all if absent
     * @param kept one that goes on
     */
    public void endAll(UUID personId, @Nullable UUID tenant, @Nullable UUID kept) {
        jdbc.sql("""
                        UPDATE session SET ended_at = now(), end_reason = 'ended'
                        WHERE person_id = :person AND ended_at IS NULL AND id IS DISTINCT FROM :kept::uuid
                          AND (:tenant::uuid IS NULL OR tenant_id = :tenant)
                        """)
                .param("person", personId)
                .param("kept", kept)
                .param("tenant", tenant)
                .update();
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
