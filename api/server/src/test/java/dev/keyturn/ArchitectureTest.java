package dev.keyturn;

import dev.keyturn.testing.ArchitectureRules;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theRulesHold() {
        ArchitectureRules.check(Map.of());
    }
}
