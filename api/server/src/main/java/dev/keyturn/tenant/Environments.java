package dev.keyturn.tenant;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The environments of a tenant, in the order of promotion. */
public final class Environments {
    /** Those of every new tenant. */
    static final List<String> DEFAULT = List.of("dev", "stg", "prd");

    private final JdbcClient jdbc;

    Environments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Their short names. */
    public List<String> of(UUID tenantId) {
        return jdbc.sql("SELECT tag FROM environment WHERE tenant_id = :tenant ORDER BY position")
                .param("tenant", tenantId)
                .query(String.class)
                .list();
    }
}
