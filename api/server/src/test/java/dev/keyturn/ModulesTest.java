package dev.keyturn;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {
    @Test
    void featuresDependOnEachOtherOneWay() {
        ApplicationModules.of("dev.keyturn").verify();
    }
}
