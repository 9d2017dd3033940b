package dev.keyturn.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.database.Database;
import dev.keyturn.revocation.Revocations;
import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.revocation.TestingKeys.Issued;
import dev.keyturn.server.TestingServer;
import dev.keyturn.wire.KeyState;
import dev.keyturn.wire.RevocationReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class KeyIndexTest {
    @Test
    void memoryIsWhatTheDatabaseHolds() throws SQLException {
        Random random = new Random(4);
        try (TestingServer server = TestingServer.start()) {
            TestingServer other = server.replica();
            TestingKeys keys = TestingKeys.tenant(server);
            List<Issued> issued = new ArrayList<>(keys.issueMany(20));
            for (int i = 0; i < 80; i++) {
                change(server, keys, issued, random);
            }
            TestingServer late = server.replica();

            Set<KeyTable.Entry> truth = entries(fromDatabase(server));
            for (TestingServer replica : List.of(server, other, late)) {
                assertThat(entries(replica.bean(KeyIndex.class)).equals(truth)).isTrue();
            }
            whatIsChangedByHandIsMended(server, fromDatabase(server), issued);
        }
    }

    /** Somebody disables a key, makes one unknown and brings one back, all without an epoch. */
    private static void whatIsChangedByHandIsMended(TestingServer server, KeyIndex memory, List<Issued> issued)
            throws SQLException {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        jdbc.sql("UPDATE api_key SET state = 'DISABLED', scopes = '{by:hand}' WHERE id = :key")
                .param("key", issued.get(0).id())
                .update();
        jdbc.sql("DELETE FROM key_secret WHERE key_id = :key")
                .param("key", issued.get(1).id())
                .update();
        jdbc.sql("UPDATE api_key SET scopes = '{to:come}', epoch = 1000000 WHERE id = :key")
                .param("key", issued.get(2).id())
                .update();

        assertThat(compareAll(server, memory)).isEqualTo(2);
        assertThat(compareAll(server, memory)).isZero();
        assertThat(memory.entries()).hasSize(issued.size() - 1);
        assertThat(memory.entries()).noneMatch(entry -> entry.key().scopes().contains("to:come"));
        assertThat(memory.entries())
                .filteredOn(entry -> entry.key().scopes().contains("by:hand"))
                .singleElement()
                .matches(entry -> entry.key().state() == KeyState.DISABLED);
    }

    private static int compareAll(TestingServer server, KeyIndex memory) throws SQLException {
        int different = 0;
        try (Connection connection = server.bean(Database.class).dedicated()) {
            for (int part = 0; part < 4096; part++) {
                different += memory.compare(connection, 999_999);
            }
        }
        return different;
    }

    private static Set<KeyTable.Entry> entries(KeyIndex memory) {
        return Set.copyOf(memory.entries());
    }

    private static void change(TestingServer server, TestingKeys keys, List<Issued> issued, Random random) {
        Issued key = issued.get(random.nextInt(issued.size()));
        switch (random.nextInt(6)) {
            case 0 -> issued.add(keys.issueIn("dev", "PENDING", "a:b"));
            case 1 ->
                server.bean(Revocations.class).revoke(keys.tenantId(), key.id(), RevocationReason.REQUESTED, "test");
            case 2 -> keys.change(key, "scopes = '{x:y,z:w}'");
            case 3 -> keys.change(key, "grace_until = clock_timestamp() + interval '1 day', state = 'RETIRING'");
            case 4 -> keys.endSecret(key);
            default -> keys.change(key, "state = 'DISABLED'");
        }
    }

    /** A memory that has followed nothing yet reads everything at once. */
    private static KeyIndex fromDatabase(TestingServer server) throws SQLException {
        KeyIndex fresh = new KeyIndex(new KeyRows());
        try (Connection connection = server.bean(Database.class).dedicated()) {
            fresh.follow(connection, -1);
        }
        return fresh;
    }
}
