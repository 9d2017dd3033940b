package dev.keyturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.cli.Progress.Look;
import dev.keyturn.source.Tally;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final Tally tally = new Tally();

    private String line(Look before, double seconds) {
        return Progress.line(tally, before, Look.at(tally, seconds));
    }

    @Test
    void saysHowFarItIsAndHowLongItTakesAtTheLatestPace() {
        tally.objects.add(250);
        tally.expectedObjects.add(1000);
        tally.bytes.add(100_000_000);
        tally.secrets.add(3);
        Look before = Look.at(tally, 10);
        assertThat(line(before, 10)).isEqualTo("25 %, 250 of 1,000 objects, 100 MB, 3 secrets");
        tally.objects.add(250);
        tally.bytes.add(100_000_000);
        assertThat(line(before, 12)).isEqualTo("50 %, 500 of 1,000 objects, 200 MB, 3 secrets, 50 MB/s, 4 s left");
        tally.expectedBytes.add(250_000_000);
        assertThat(line(before, 12)).startsWith("80 %");
    }

    @Test
    void saysWhatItKnowsWhereNothingTellsTheWhole() {
        assertThat(line(Look.at(tally, 0), 1)).isEqualTo("looking what there is");
        tally.blobs.add(1);
        tally.bytes.add(5);
        assertThat(line(Look.at(tally, 0), 0.5)).isEqualTo("1 file, 5 bytes, 0 secrets");
    }
}
