package dev.keyturn.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DueDateTest {
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofDays(90);

    @Test
    void isAlwaysTheSameAndNeverLateNorMoreThanAFewDaysEarly() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            UUID lineage = new UUID(random.nextLong(), random.nextLong());
            Instant due = DueDate.of(lineage, MADE, Policy.DEFAULT);
            assertThat(due).isBetween(MADE.plus(Duration.ofHours(2052)), MADE.plus(INTERVAL));
            assertThat(DueDate.of(lineage, MADE, Policy.DEFAULT)).isEqualTo(due);
        }
    }

    @Test
    void keysMadeTogetherAreSpread() {
        Random random = new Random(2);
        int[] perTenth = new int[10];
        for (int i = 0; i < 10_000; i++) {
            UUID lineage = new UUID(random.nextLong(), i);
            long early = Duration.between(DueDate.of(lineage, MADE, Policy.DEFAULT), MADE.plus(INTERVAL))
                    .toMillis();
            perTenth[(int) (early * 10 / (INTERVAL.toMillis() / 20 + 1))]++;
        }
        assertThat(Arrays.stream(perTenth).boxed().toList())
                .allSatisfy(count -> assertThat(count).isBetween(850, 1150));
    }

    @Test
    void pausesGrowUpToALimit() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));
        Random random = new Random(3);
        for (int attempt = 0; attempt < 70; attempt++) {
            Duration longest = Duration.ofSeconds(Math.min(60, 1L << Math.min(attempt, 10)));
            assertThat(backoff.pause(attempt, random)).isBetween(Duration.ZERO, longest);
        }
    }
}
