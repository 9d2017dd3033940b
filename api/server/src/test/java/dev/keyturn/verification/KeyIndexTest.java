package dev.keyturn.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.database.Database;
import dev.keyturn.revocation.Revocations;
import dev.keyturn.revocation.TestingKeys;
import dev.keyturn.revocation.TestingKeys.Issued;
import dev.keyturn.server.TestingServer;
import dev.keyturn.wire.RevocationReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

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

            Map<Lookup, KnownKey> truth = fromDatabase(server);
            for (TestingServer replica : List.of(server, other, late)) {
                assertThat(replica.bean(KeyIndex.class).entries().equals(truth)).isTrue();
            }
        }
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
    private static Map<Lookup, KnownKey> fromDatabase(TestingServer server) throws SQLException {
        KeyIndex fresh = new KeyIndex(new KeyRows());
        try (Connection connection = server.bean(Database.class).dedicated()) {
            fresh.follow(connection, -1);
        }
        return fresh.entries();
    }
}
