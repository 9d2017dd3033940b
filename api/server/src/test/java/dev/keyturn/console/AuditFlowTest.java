package dev.keyturn.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.server.TestingServer.Answer;
import org.junit.jupiter.api.Test;

/** Who did what. */
class AuditFlowTest extends ConsoleFlow {
    @Test
    void theTrailNamesWhoDidWhatAndIsFiltered() {
        fixture.create("Audited", "dev", false);
        browser.open("/audit");
        browser.read("Created key Audited");
        browser.judge("audit");

        browser.type("#who", "owner@");
        browser.see("#about option[value=session]").click();
        browser.press(".filters button");
        browser.await("keys to go", () -> browser.text().contains("Created key") ? null : true);
        browser.read("Signed in");
        browser.open("/audit?who=nobody");
        browser.read("No entry matches");
    }

    @Test
    void theWholeTrailIsAFile() {
        Answer file = fixture.page("/audit/export", session());
        assertThat(file.header("Content-Disposition")).contains("audit.jsonl");
        assertThat(file.text()).contains("\"proof\"");
    }
}
