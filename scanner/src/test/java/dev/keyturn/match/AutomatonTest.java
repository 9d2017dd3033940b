package dev.keyturn.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AutomatonTest {
    @Test
    void findsWhatLookingForEachKeywordFinds() {
        Random random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            List<String> keywords = random.ints(1 + random.nextInt(6), 1, 5)
                    .mapToObj(length -> text(random, length))
                    .distinct()
                    .toList();
            String text = text(random, random.nextInt(60)).toUpperCase(Locale.ROOT);
            assertThat(hits(keywords, text)).as("%s in %s", keywords, text).isEqualTo(expected(keywords, text));
        }
    }

    private static TreeSet<String> hits(List<String> keywords, String text) {
        TreeSet<String> hits = new TreeSet<>();
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        Automaton.of(keywords)
                .scan(bytes, 0, bytes.length, (keyword, start, end) -> hits.add(keyword + " " + start + " " + end));
        return hits;
    }

    private static TreeSet<String> expected(List<String> keywords, String text) {
        TreeSet<String> expected = new TreeSet<>();
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < keywords.size(); i++) {
            String keyword = keywords.get(i);
            for (int at = lower.indexOf(keyword); at >= 0; at = lower.indexOf(keyword, at + 1)) {
                expected.add(i + " " + at + " " + (at + keyword.length()));
            }
        }
        return expected;
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("abc_%".charAt(random.nextInt(5)));
        }
        return text.toString();
    }
}
