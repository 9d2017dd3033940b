package dev.keyturn;

import dev.keyturn.testing.ArchitectureRules;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theRulesHold() {
        ArchitectureRules.check(Map.of(
                "io.github.jopenlibs.vault", "dev.keyturn.delivery.vault",
                "software.amazon.awssdk", "dev.keyturn.delivery.aws",
                "org.quartz", "dev.keyturn.sweep",
                "org.yaml.snakeyaml", "dev.keyturn.configuration",
                "org.flywaydb", "dev.keyturn.configuration",
                "com.zaxxer.hikari", "dev.keyturn.configuration",
                "io.micrometer", "dev.keyturn.worker"));
    }
}
