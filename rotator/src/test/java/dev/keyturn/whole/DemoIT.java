package dev.keyturn.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.testing.Needs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole loop on real parts, as the README's first command tells it: it stops at the first step that does not hold. */
@Timeout(400)
class DemoIT {
    @TempDir
    Path home;

    @Test
    void everyStepHolds() throws Exception {
        Installation installation =
                new Installation(home).with("KEYTURN_BAO", Needs.bao().toString());
        Installation.Result result = installation.run("keyturn demo", 360);
        System.out.println(result.output());
        assertThat(result.exit()).isZero();
        assertThat(result.output()).contains("Every step held.");
    }
}
