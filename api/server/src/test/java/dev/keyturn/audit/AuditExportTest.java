package dev.keyturn.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.keyturn.proof.BrokenProofException;
import dev.keyturn.proof.ChainedLines;
import dev.keyturn.proof.ProofKeys;
import dev.keyturn.server.TestingServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class AuditExportTest {
    private ProofKeys trusted = new ProofKeys(List.of());

    @Test
    void whateverIsDoneToATrailIsNoticed() throws Exception {
        try (TestingServer server = TestingServer.start()) {
            String owner = server.signIn();
            for (int i = 0; i < 5; i++) {
                server.post("/v1/keys", owner, Map.of("name", "Key " + i, "environment", "prd"));
            }
            trusted = server.get("/v1/receipt-keys", null).as(ProofKeys.class);
            await().until(() -> export(server, owner).size() > 5);
            List<String> lines = export(server, owner);

            assertThat(check(lines)).isEqualTo(lines.size() - 1);
            assertBroken(without(lines, 2));
            assertBroken(without(lines, lines.size() - 2));
            assertBroken(without(lines, lines.size() - 1));
            assertBroken(swapped(lines));
            List<String> changed = new ArrayList<>(lines);
            changed.set(3, changed.get(3).replace("key.create", "key.crEate"));
            assertBroken(changed);

            server.bean(JdbcClient.class)
                    .sql("UPDATE audit_entry SET actor = 'person:nobody@example.com' WHERE position = 2")
                    .update();
            assertBroken(export(server, owner));
        }
    }

    private static List<String> export(TestingServer server, String owner) {
        return server.get("/v1/audit/export", owner).text().lines().toList();
    }

    private long check(List<String> lines) throws BrokenProofException {
        ChainedLines chain = new ChainedLines();
        for (String line : lines) {
            chain.read(line);
        }
        return chain.check(trusted).entries();
    }

    private void assertBroken(List<String> lines) {
        assertThatExceptionOfType(BrokenProofException.class).isThrownBy(() -> check(lines));
    }

    private static List<String> without(List<String> lines, int index) {
        List<String> fewer = new ArrayList<>(lines);
        fewer.remove(index);
        return fewer;
    }

    private static List<String> swapped(List<String> lines) {
        List<String> other = new ArrayList<>(lines);
        other.add(0, other.remove(1));
        return other;
    }
}
