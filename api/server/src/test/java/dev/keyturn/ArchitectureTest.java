package dev.keyturn;

import dev.keyturn.testing.ArchitectureRules;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theRulesHold() {
        ArchitectureRules.check(Map.of(
                "org.thymeleaf", "dev.keyturn.console",
                "org.webjars", "dev.keyturn.console",
                "org.springframework.security.web", "dev.keyturn.console"));
    }
}
