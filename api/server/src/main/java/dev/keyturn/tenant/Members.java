package dev.keyturn.tenant;

import dev.keyturn.caller.Role;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.PersonView;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The people of a tenant. Changes are made in the caller's transaction, and never leave a tenant without an owner. */
public final class Members {
    private static final String SELECT = """
            SELECT person_id, email, role, scopes, totp_confirmed_at FROM membership JOIN person ON person_id = person.id
            WHERE tenant_id = :tenant
            """;

    private final JdbcClient jdbc;

    Members(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All of them. */
    public List<PersonView> list(UUID tenantId) {
        return jdbc.sql(SELECT + " ORDER BY email")
                .param("tenant", tenantId)
                .query(Members::read)
                .list();
    }

    /** @throws ProblemException 404 if the tenant has no such person */
    public PersonView get(UUID tenantId, UUID personId) {
        return jdbc.sql(SELECT + " AND person_id = :person")
                .param("tenant", tenantId)
                .param("person", personId)
                .query(Members::read)
                .optional()
                .orElseThrow(ProblemException::notFound);
    }

    /** Whether a person is in this tenant and no other. */
    public boolean isOnlyIn(UUID tenantId, UUID personId) {
        return jdbc.sql("SELECT count(*) = 0 FROM membership WHERE person_id = :person AND tenant_id <> :tenant")
                .param("person", personId)
                .param("tenant", tenantId)
                .query(Boolean.class)
                .single();
    }

    /**
     * Takes a person in.
     *
     * @return false if the person is in already
     */
    public boolean add(UUID tenantId, UUID personId, Role role, @Nullable List<String> scopes) {
        return jdbc.sql("""
                        INSERT INTO membership (tenant_id, person_id, role, scopes)
                        VALUES (:tenant, :person, :role, :scopes) ON CONFLICT DO NOTHING
                        """)
                        .param("tenant", tenantId)
                        .param("person", personId)
                        .param("role", role.word())
                        .param("scopes", scopes == null ? null : scopes.toArray(String[]::new))
                        .update()
                == 1;
    }

    /** @throws ProblemException 409 if nobody would be an owner */
    public void change(UUID tenantId, UUID personId, Role role, @Nullable List<String> scopes) {
        lock(tenantId);
        jdbc.sql("""
                        UPDATE membership SET role = :role, scopes = :scopes
                        WHERE tenant_id = :tenant AND person_id = :person
                        """)
                .param("role", role.word())
                .param("scopes", scopes == null ? null : scopes.toArray(String[]::new))
                .param("tenant", tenantId)
                .param("person", personId)
                .update();
        demandOwner(tenantId);
    }

    /** @throws ProblemException 409 if nobody would be an owner */
    public void remove(UUID tenantId, UUID personId) {
        lock(tenantId);
        jdbc.sql("DELETE FROM membership WHERE tenant_id = :tenant AND person_id = :person")
                .param("tenant", tenantId)
                .param("person", personId)
                .update();
        demandOwner(tenantId);
    }

    private void lock(UUID tenantId) {
        jdbc.sql("SELECT id FROM tenant WHERE id = :tenant FOR UPDATE")
                .param("tenant", tenantId)
                .query(UUID.class)
                .single();
    }

    private void demandOwner(UUID tenantId) {
        boolean owned = jdbc.sql("SELECT EXISTS (SELECT FROM membership WHERE tenant_id = :tenant AND role = 'owner')")
                .param("tenant", tenantId)
                .query(Boolean.class)
                .single();
        if (!owned) {
            throw ProblemException.of(
                    ProblemCode.LAST_OWNER,
                    "Nobody would own this tenant any more. Make somebody else an owner first.");
        }
    }

    private static PersonView read(ResultSet row, int number) throws SQLException {
        Array scopes = row.getArray("scopes");
        return new PersonView(
                row.getObject("person_id", UUID.class),
                row.getString("email"),
                row.getString("role"),
                scopes == null ? null : Arrays.asList((String[]) scopes.getArray()),
                row.getTimestamp("totp_confirmed_at") != null);
    }
}
