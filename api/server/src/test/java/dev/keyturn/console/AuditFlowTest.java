package dev.keyturn.console;

import org.junit.jupiter.api.Test;

/** Who did what. */
class AuditFlowTest extends ConsoleFlow {
    @Test
    void theTrailNamesWhoDidWhat() {
        fixture.create("Audited", "dev", false);
        browser.open("/audit");
        browser.read("Created key Audited");
        browser.judge("audit");
    }
}
