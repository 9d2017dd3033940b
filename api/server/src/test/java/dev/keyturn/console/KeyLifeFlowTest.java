package dev.keyturn.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.ApiKey;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.Receipt;
import dev.keyturn.wire.RotationState;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of a key: rolled, disabled, enabled, and what its page tells of it meanwhile. */
class KeyLifeFlowTest extends ConsoleFlow {
    @Test
    void aRolledKeyHasASuccessorAndAGrace() {
        IssuedKey key = scenes.used("Rolled by hand", "prd", false);
        browser.open("/settings/api-keys/" + key.id());
        browser.press("#roll");
        browser.read("ends when you say");
        browser.judge("roll");
        browser.press("dialog button[type=submit]");
        ApiKey successor = ApiKey.parse(browser.see("#once").getText());
        assertThat(fixture.verify(successor)).isEqualTo(200);
        assertThat(fixture.verify(key.key())).isEqualTo(200);

        browser.press("[data-copy]");
        browser.press("dialog [data-close]");
        browser.read("accepted until");
    }

    @Test
    void aDisabledKeyIsRefusedUntilItIsEnabled() {
        IssuedKey key = scenes.used("Paused exporter", "stg", false);
        browser.open("/settings/api-keys/" + key.id());
        browser.press("#disable");
        browser.read("until somebody enables it again");
        browser.keep("disable");
        browser.press("dialog button[type=submit]");
        browser.see("#enable");
        assertThat(fixture.verify(key.key())).isEqualTo(401);

        browser.press("#enable");
        browser.press("dialog button[type=submit]");
        browser.see("#disable");
        assertThat(fixture.verify(key.key())).isEqualTo(200);
    }

    @Test
    void thePageShowsUseAlertsAndReceipt() {
        IssuedKey key = fixture.create("Well used", "prd", true);
        fixture.uses(key.id());
        fixture.alert(key.id(), "new-network", "The key was used from 203.0.113.0/24 (curl) for the first time.");
        scenes.rotation(key, RotationState.OBSERVING, "");
        browser.open("/settings/api-keys/" + key.id());
        browser.read("at most 900 in a bar");
        browser.read("from 203.0.113.0/24 (curl) for the first time");
        browser.judge("key");
        browser.open("/settings/api-keys/" + key.id() + "?span=day");
        browser.read("24 hours");
    }

    @Test
    void aReceiptIsAFileThatProvesItself() {
        IssuedKey key = fixture.create("Proven", "dev", false);
        fixture.server.delete("/v1/keys/" + key.id(), fixture.owner());
        Answer file = fixture.page("/settings/api-keys/" + key.id() + "/receipt", session());
        assertThat(file.header("Content-Disposition")).contains("receipt-" + key.id());
        assertThat(file.as(Receipt.class))
                .isEqualTo(fixture.server
                        .get("/v1/keys/" + key.id() + "/receipt", fixture.owner())
                        .as(Receipt.class));
        assertThat(fixture.page("/settings/api-keys/" + UUID.randomUUID() + "/receipt", session())
                        .status())
                .isEqualTo(404);
    }
}
