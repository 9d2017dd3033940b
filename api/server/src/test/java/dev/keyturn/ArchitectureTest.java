package dev.keyturn;

import dev.keyturn.testing.ArchitectureRules;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theRulesHold() {
        ArchitectureRules.check(Map.ofEntries(
                Map.entry("org.thymeleaf", "dev.keyturn.console"),
                Map.entry("org.webjars", "dev.keyturn.console"),
                Map.entry("org.springframework.security.web", "dev.keyturn.console"),
                Map.entry("org.springframework.security.crypto", "dev.keyturn.tenant"),
                Map.entry("com.nimbusds", "dev.keyturn.session"),
                Map.entry("com.eatthepath", "dev.keyturn.session"),
                Map.entry("io.zonky", "dev.keyturn.database"),
                Map.entry("org.apache.commons.compress", "dev.keyturn.database"),
                Map.entry("org.flywaydb", "dev.keyturn.database"),
                Map.entry("com.zaxxer", "dev.keyturn.database"),
                Map.entry("org.apache.catalina", "dev.keyturn.problem"),
                Map.entry("io.micrometer", "dev.keyturn.server"),
                Map.entry("picocli", "dev.keyturn.server")));
    }
}
