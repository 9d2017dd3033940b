package dev.keyturn.account;

import dev.keyturn.key.Fingerprint;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One-time links: 192 random bits each, of which only SHA-256 is kept. */
final class Links {
    static final String INVITATION = "invitation";
    static final String PASSWORD = "password";

    private static final int BYTES = 24;

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    Links(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a link is for.
     *
     * @param personId whose password it sets; absent for an invitation
     * @param email who is invited, with role and scopes; absent for a password
     */
    record Purpose(
            String kind,
            UUID tenantId,
            @Nullable UUID personId,
            @Nullable String email,
            @Nullable String role,
            @Nullable List<String> scopes) {}

    /** A link as it stands. */
    record Link(UUID id, Purpose purpose, Instant expiresAt) {}

    /** A link just made, with the token that it is known by. */
    record Made(Link link, Secret token) {}

    Made make(Purpose purpose, String creator, Duration life) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        Secret token = Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        Link link = jdbc.sql("""
                        INSERT INTO one_time_link
                            (hash, kind, tenant_id, person_id, email, role, scopes, created_by, expires_at)
                        VALUES (:hash, :kind, :tenant, :person, :email, :role, :scopes, :by,
                            now() + make_interval(secs => :seconds))
                        RETURNING *
                        """)
                .param("hash", hash(token))
                .param("kind", purpose.kind)
                .param("tenant", purpose.tenantId)
                .param("person", purpose.personId)
                .param("email", purpose.email)
                .param("role", purpose.role)
                .param("scopes", purpose.scopes == null ? null : purpose.scopes.toArray(String[]::new))
                .param("by", creator)
                .param("seconds", life.toSeconds())
                .query(Links::read)
                .single();
        return new Made(link, token);
    }

    /**
     * Uses a link up, in the caller's transaction.
     *
     * @throws ProblemException 403 if it is none of that kind, was used, or is too old
     */
    Purpose use(Secret token, String kind) {
        return jdbc.sql("""
                        UPDATE one_time_link SET used_at = now()
                        WHERE hash = :hash AND kind = :kind AND used_at IS NULL AND expires_at > now() RETURNING *
                        """)
                .param("hash", hash(token))
                .param("kind", kind)
                .query(Links::read)
                .optional()
                .orElseThrow(Links::useless)
                .purpose();
    }

    /** What a link is for, if it can still be used. */
    Purpose look(Secret token, String kind) {
        return jdbc.sql("""
                        SELECT * FROM one_time_link
                        WHERE hash = :hash AND kind = :kind AND used_at IS NULL AND expires_at > now()
                        """)
                .param("hash", hash(token))
                .param("kind", kind)
                .query(Links::read)
                .optional()
                .orElseThrow(Links::useless)
                .purpose();
    }

    List<Link> open(UUID tenantId, String kind) {
        return jdbc.sql("""
                        SELECT * FROM one_time_link
                        WHERE tenant_id = :tenant AND kind = :kind AND used_at IS NULL AND expires_at > now()
                        ORDER BY created_at DESC LIMIT 500
                        """)
                .param("tenant", tenantId)
                .param("kind", kind)
                .query(Links::read)
                .list();
    }

    /** @throws ProblemException 404 if the tenant has no such link that is open */
    Link withdraw(UUID tenantId, String kind, UUID id) {
        return jdbc.sql("""
                        UPDATE one_time_link SET used_at = now()
                        WHERE tenant_id = :tenant AND kind = :kind AND id = :id AND used_at IS NULL RETURNING *
                        """)
                .param("tenant", tenantId)
                .param("kind", kind)
                .param("id", id)
                .query(Links::read)
                .optional()
                .orElseThrow(ProblemException::notFound);
    }

    /** Uses up whatever would still set a person's password. */
    void endPasswordLinks(UUID personId) {
        jdbc.sql("UPDATE one_time_link SET used_at = now() WHERE person_id = :person AND used_at IS NULL")
                .param("person", personId)
                .update();
    }

    private static ProblemException useless() {
        return ProblemException.of(
                ProblemCode.FORBIDDEN, "This link was used, withdrawn or is too old. Ask for another one.");
    }

    private static Link read(ResultSet row, int number) throws SQLException {
        Array scopes = row.getArray("scopes");
        Purpose purpose = new Purpose(
                row.getString("kind"),
                row.getObject("tenant_id", UUID.class),
                row.getObject("person_id", UUID.class),
                row.getString("email"),
                row.getString("role"),
                scopes == null ? null : Arrays.asList((String[]) scopes.getArray()));
        return new Link(
                row.getObject("id", UUID.class),
                purpose,
                row.getTimestamp("expires_at").toInstant());
    }

    @RevealsPlaintext("only the token's hash is kept")
    private static byte[] hash(Secret token) {
        return Fingerprint.of(token.reveal()).bytes();
    }
}
