package dev.keyturn;

import dev.keyturn.testing.ArchitectureRules;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theRulesHold() {
        ArchitectureRules.check(Map.of(
                "org.kohsuke.github", "dev.keyturn.source",
                "org.eclipse.jgit", "dev.keyturn.source",
                "com.google.re2j", "dev.keyturn.rule",
                "org.tomlj", "dev.keyturn.rule",
                "org.apache.commons.compress", "dev.keyturn.decode",
                "org.tukaani", "dev.keyturn.decode",
                "picocli", "dev.keyturn.cli"));
    }
}
