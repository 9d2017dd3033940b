package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.proof.ProofKey;
import dev.keyturn.proof.ProofKeys;
import dev.keyturn.wire.Receipt;
import dev.keyturn.wire.WireJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptCommandTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private final ProofKey key = ProofKey.ofSeed(new byte[32]);
    private final Receipt statement = new Receipt(
            UUID.randomUUID(),
            AT,
            42,
            List.of(
                    new Receipt.Replica("api-a", AT.plusMillis(4), null),
                    new Receipt.Replica("api-b", null, AT.plusSeconds(2))));
    private final Receipt receipt = statement.with(key.prove(statement));

    @TempDir
    private Path folder;

    @BeforeEach
    void publish() throws Exception {
        write("keys.json", new ProofKeys(List.of(key.half())));
    }

    private String write(String name, Object value) throws Exception {
        return Files.write(folder.resolve(name), WireJson.mapper().writeValueAsBytes(value))
                .toString();
    }

    private CommandLineRun verify(String file) {
        return CommandLineRun.in(
                Map.of(),
                "",
                "receipt",
                "verify",
                file,
                "--keys",
                folder.resolve("keys.json").toString());
    }

    @Test
    void aReceiptIsToldInWords() throws Exception {
        CommandLineRun run = verify(write("receipt.json", receipt));
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("proven", receipt.keyId().toString(), "epoch 42", "api-a refused", "api-b was silent");
    }

    @Test
    void theProofAloneIsEnough() throws Exception {
        Path file = Files.writeString(folder.resolve("proof"), receipt.proof());
        assertThat(verify(file.toString()).exitCode()).isZero();
    }

    @Test
    void whatWasChangedIsNotProven() throws Exception {
        Receipt changed = new Receipt(receipt.keyId(), AT.minusSeconds(60), 42, receipt.replicas(), receipt.proof());
        CommandLineRun run = verify(write("receipt.json", changed));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("not what was signed");
        Receipt foreign = statement.with(
                ProofKey.ofSeed("another seed, of 32 bytes, of us".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                        .prove(statement));
        assertThat(verify(write("receipt.json", foreign)).out()).contains("another key");
    }

    @Test
    void whatIsNoReceiptIsNamed() throws Exception {
        assertThat(verify(write("receipt.json", statement)).exitCode()).isEqualTo(2);
        assertThat(verify(folder.resolve("none").toString()).exitCode()).isEqualTo(2);
        assertThat(verify(write("receipt.json", List.of(1))).exitCode()).isNotZero();
    }
}
