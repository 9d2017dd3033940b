package dev.keyturn.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.Secret;
import dev.keyturn.rule.Rule;
import dev.keyturn.rule.Rules;
import org.junit.jupiter.api.Test;

class DoubtTest {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final Rules RULES = Rules.builtIn();

    private static Rule judged(String id, String secret) {
        return Doubt.rule(RULES.called(id).orElseThrow(), Secret.of(secret));
    }

    /** An access key id of an account, as {@code sts get-access-key-info} reads one. */
    private static String accessKey(long account) {
        long bits = account << 9;
        StringBuilder id = new StringBuilder("AKIA");
        for (int shift = 45; shift >= 0; shift -= 5) {
            id.append(BASE32.charAt((int) (bits >> shift & 31)));
        }
        return id.append("Q2ZTBM").toString();
    }

    @Test
    void keysOfDecoyAccountsAreGuessesThatSayIt() {
        Rule rule = judged("aws-access-token", accessKey(171_436_882_533L));
        assertThat(rule.generic()).isTrue();
        assertThat(rule.title()).contains("honeypot");
        assertThat(judged("aws-access-token", accessKey(171_436_882_534L)).generic())
                .isFalse();
    }

    @Test
    void whatCountsOrRepeatsItselfIsAGuess() {
        assertThat(judged("stripe-access-token", "sk_live_" + "a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0")
                        .generic())
                .isTrue();
        assertThat(judged("stripe-access-token", "sk_live_" + "9fKq2LmZ7vXc4RtB8wNd3HsY")
                        .generic())
                .isFalse();
    }
}
