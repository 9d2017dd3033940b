package dev.keyturn.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.revocation.TestingKeys.Issued;
import dev.keyturn.server.TestingServer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class RetentionTest {
    private static final LocalDate TODAY = LocalDate.of(2030, 6, 30);

    private static TestingServer server;
    private static JdbcClient jdbc;

    @BeforeAll
    static void start() {
        server = TestingServer.start();
        jdbc = server.bean(JdbcClient.class);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void use(UUID key, LocalDate day) {
        String name = "usage_event_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
        jdbc.sql("CREATE TABLE IF NOT EXISTS " + name + " PARTITION OF usage_event FOR VALUES FROM ('" + day
                        + "T00:00:00Z') TO ('" + day.plusDays(1) + "T00:00:00Z')")
                .update();
        jdbc.sql("""
                        INSERT INTO usage_event (at, last_at, uses, key_id, code, address, network, agent, replica)
                        VALUES (:at, :at, 1, :key, 'VALID', '192.0.2.77', '192.0.2.0/24', 'curl', 'r')
                        """)
                .param("at", day.atStartOfDay().atOffset(ZoneOffset.UTC))
                .param("key", key)
                .update();
    }

    private static List<String> addresses(UUID key) {
        return jdbc.sql("SELECT host(address) FROM usage_event WHERE key_id = :key ORDER BY at")
                .param("key", key)
                .query(String.class)
                .list();
    }

    @Test
    void oldUsageIsShortenedThenDroppedUnlessTheKeyLeaked() {
        TestingKeys keys = TestingKeys.tenant(server);
        Issued key = keys.issue();
        Issued leaked = keys.issue();
        jdbc.sql("INSERT INTO leak (tenant_id, key_id, source, reporter) VALUES (:tenant, :key, 'scan', 'test')")
                .param("tenant", keys.tenantId())
                .param("key", leaked.id())
                .update();
        for (Issued used : List.of(key, leaked)) {
            use(used.id(), TODAY.minusDays(100));
            use(used.id(), TODAY.minusDays(20));
            use(used.id(), TODAY.minusDays(3));
        }

        Instant now = TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC);
        Retention retention =
                new Retention(jdbc, server.bean(TransactionTemplate.class), () -> now, new Retention.Days(90, 10));
        retention.run();
        retention.run();

        assertThat(addresses(key.id())).containsExactly("192.0.2.0", "192.0.2.77");
        assertThat(addresses(leaked.id())).containsExactly("192.0.2.77", "192.0.2.77", "192.0.2.77");
    }
}
