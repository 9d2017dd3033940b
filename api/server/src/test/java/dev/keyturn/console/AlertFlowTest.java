package dev.keyturn.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.wire.IssuedKey;
import org.junit.jupiter.api.Test;

/** What looks wrong, until somebody has seen to it. */
class AlertFlowTest extends ConsoleFlow {
    @Test
    void anAlertIsOpenUntilSomebodyAcknowledgesIt() {
        IssuedKey key = fixture.create("Alarming relay", "prd", false);
        fixture.alert(key.id(), "burst", "The key was used 12,000 times in an hour.");
        fixture.alert(
                key.id(), "used-after-revocation", "The key was presented from 203.0.113.0/24 after it was revoked.");
        browser.open("/alerts");
        browser.read("12,000 times");
        browser.judge("alerts");

        browser.press("[aria-label*='12,000'] ");
        browser.await("the alert to go", () -> browser.text().contains("12,000") ? null : true);
        browser.open("/alerts?show=all");
        browser.read("Seen to by owner@example.com");
        browser.keep("alerts-all");
        assertThat(fixture.server
                        .get("/v1/alerts?keyId=" + key.id(), fixture.owner())
                        .text())
                .contains("\"acknowledgedBy\":\"owner@example.com\"");
    }
}
