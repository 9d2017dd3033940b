package dev.keyturn.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.Fuzz;
import dev.keyturn.pack.Stretches;
import dev.keyturn.rule.Rules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any bytes at all as text, encodings included: looked at to its end, whole or in part. */
class MatchingFuzzTest {
    private static final String EXAMPLE =
            "password = \"c2tfcHJkX0FCQ0Q\" sk_prd_%5f\\u0073k_ eyJhbGci.eyJz.x -----BEGIN X PRIVATE KEY-----\nMIIB\n"
                    + "&#115;k_=5F 736b5f7072645f s\0k\0_\0 https://u:p@h/ ghp_ AKIA xoxb-1- =\n \\\n";

    private static final Matching MATCHING = new Matching(Rules.builtIn());

    @Test
    void everyTextIsLookedAtToItsEnd() {
        Fuzz.with(
                List.of(EXAMPLE.getBytes(StandardCharsets.ISO_8859_1)),
                MatchingFuzzTest::tryEveryTextIsLookedAtToItsEnd);
    }

    private static void tryEveryTextIsLookedAtToItsEnd(byte[] bytes) {
        Counting whole = new Counting();
        MATCHING.match(bytes, bytes.length, whole);
        Stretches half = new Stretches();
        half.add(bytes.length / 2, bytes.length);
        Counting part = new Counting();
        MATCHING.match(bytes, bytes.length, new Matching.Parts(half, new Stretches()), part);
        assertThat(part.count).isLessThanOrEqualTo(whole.count);
    }

    private static final class Counting implements Matching.Found {
        private int count;

        @Override
        public void allowed() {}

        @Override
        public void match(Match match) {
            count++;
        }
    }
}
