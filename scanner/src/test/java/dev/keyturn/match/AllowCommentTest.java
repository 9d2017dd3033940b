package dev.keyturn.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.rule.Rules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A comment that allows counts for the lines that a match touches, and costs no more where there are many. */
class AllowCommentTest {
    private static final Matching MATCHING = new Matching(Rules.builtIn());
    private final Random random = new Random(11);

    @Test
    void aCommentCountsForItsOwnLine() {
        String text = address() + "\n" + address() + " # keyturn:allow\n# gitleaks:allow\n" + address()
                + "\n# other:allow " + address() + "\n# gitleaks:allow " + address();

        assertThat(found(text)).containsExactly("0 open", "1 allowed", "3 open", "4 open", "5 allowed");
    }

    @Test
    @Timeout(30)
    void aMegabyteOfMatchesInOneLineIsJudgedInOneWayThroughIt() {
        StringBuilder text = new StringBuilder();
        while (text.length() < 1 << 20) {
            text.append(address()).append(' ');
        }

        assertThat(found(text + "keyturn:allow")).hasSizeGreaterThan(10_000).containsOnly("0 allowed");
    }

    private String address() {
        StringBuilder password = new StringBuilder();
        while (password.length() < 14) {
            password.append("BDFGHKMPRTWXZbdfghkmprtwxz23456789".charAt(random.nextInt(34)));
        }
        return "postgres://user:" + password + "7kQ@db.acme.io/x";
    }

    private static List<String> found(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        List<String> found = new ArrayList<>();
        MATCHING.match(bytes, bytes.length, new Matching.Found() {
            @Override
            public void allowed() {}

            @Override
            public void match(Match match) {
                found.add(match.lines() + (match.comment() ? " allowed" : " open"));
            }
        });
        return found;
    }
}
