package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.source.Tally;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void saysHowFarItIsAndHowLongItTakes() {
        Tally tally = new Tally();
        tally.objects.add(250);
        tally.expectedObjects.add(1000);
        tally.bytes.add(100_000_000);
        tally.secrets.add(3);
        assertThat(Progress.line(tally, 0.5)).isEqualTo("25 %, 250 of 1,000 objects, 100 MB, 3 secrets");
        assertThat(Progress.line(tally, 2))
                .isEqualTo("25 %, 250 of 1,000 objects, 100 MB, 3 secrets, 50 MB/s, 6 s left");
        tally.expectedBytes.add(200_000_000);
        assertThat(Progress.line(tally, 2)).startsWith("50 %").endsWith("2 s left");
    }

    @Test
    void saysWhatItKnowsWhereNothingTellsTheWhole() {
        Tally tally = new Tally();
        tally.blobs.add(1);
        assertThat(Progress.line(tally, 0.5)).isEqualTo("1 file, 0 bytes, 0 secrets");
    }
}
