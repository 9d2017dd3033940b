package dev.keyturn.tenant;

import dev.keyturn.problem.ProblemException;
import dev.keyturn.problem.Redaction;
import dev.keyturn.wire.Me;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tenants and who is in them. */
public final class Tenants {
    private static final int LONGEST_NAME = 100;

    private final JdbcClient jdbc;

    Tenants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds a tenant with the usual environments and nobody in it, in the caller's transaction.
     *
     * @throws ProblemException if the name is not possible
     */
    public UUID add(String name) {
        String kept = Redaction.words(name, LONGEST_NAME);
        if (kept.isEmpty() || !kept.equals(name.strip())) {
            throw ProblemException.invalid("A tenant's name has 1 to " + LONGEST_NAME + " characters, on one line.");
        }
        UUID tenant = jdbc.sql("INSERT INTO tenant (name) VALUES (:name) RETURNING id")
                .param("name", kept)
                .query(UUID.class)
                .single();
        for (int i = 0; i < Environments.DEFAULT.size(); i++) {
            jdbc.sql("INSERT INTO environment (tenant_id, tag, position) VALUES (:tenant, :tag, :position)")
                    .param("tenant", tenant)
                    .param("tag", Environments.DEFAULT.get(i))
                    .param("position", i)
                    .update();
        }
        return tenant;
    }

    /** The tenants that a person is in. */
    public List<Me.Tenant> of(UUID personId) {
        return jdbc.sql("""
                        SELECT id, name, role FROM tenant JOIN membership ON tenant_id = id
                        WHERE person_id = :person ORDER BY id
                        """)
                .param("person", personId)
                .query((row, number) ->
                        new Me.Tenant(row.getObject("id", UUID.class), row.getString("name"), row.getString("role")))
                .list();
    }
}
