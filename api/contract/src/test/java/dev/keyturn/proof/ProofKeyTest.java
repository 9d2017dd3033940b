package dev.keyturn.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofKeyTest {
    /** RFC 8037, appendix A. */
    private static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    private static final byte[] STATEMENT = "{\"epoch\":42}".getBytes(StandardCharsets.UTF_8);

    private final ProofKey key = ProofKey.ofSeed(HexFormat.of().parseHex(SEED));
    private final ProofKeys trusted = new ProofKeys(List.of(key.half()));

    @Test
    void theHalfIsThatOfTheStandard() {
        assertThat(key.half().x()).isEqualTo("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
    }

    @Test
    void whatWasSignedIsRead() throws Exception {
        String proof = key.prove(STATEMENT);
        assertThat(trusted.check(proof)).isEqualTo(STATEMENT);
        assertThat(trusted.check(proof + "\n")).isEqualTo(STATEMENT);
        assertThat(key.prove(STATEMENT)).isEqualTo(proof);
    }

    @Test
    void everyChangeIsNoticed() {
        String proof = key.prove(STATEMENT);
        int last = proof.lastIndexOf('.') - 1;
        for (int i = 0; i <= last; i++) {
            char other = proof.charAt(i) == 'A' ? 'B' : 'A';
            refused(proof.substring(0, i) + other + proof.substring(i + 1));
        }
        for (int i = 0; i < proof.length(); i += 7) {
            refused(proof.substring(0, i));
        }
        refused("");
        refused("e30.e30.");
    }

    @Test
    void anotherKeyIsNotTakenForThisOne() {
        byte[] seed = HexFormat.of().parseHex(SEED);
        seed[0]++;
        refused(ProofKey.ofSeed(seed).prove(STATEMENT));
    }

    private void refused(String proof) {
        assertThatExceptionOfType(BrokenProofException.class).isThrownBy(() -> trusted.check(proof));
    }
}
