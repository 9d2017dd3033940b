package dev.keyturn.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A leak, and who used the key. */
class LeakFlowTest extends ConsoleFlow {
    @Test
    void aLeakShowsWhoUsedTheKey() {
        browser.open("/leaks/" + scenes.leaked(scenes.used("Leaky relay", "prd", false)));
        browser.await("the stranger's last use", () -> {
            if (browser.text().contains("Refused: revoked")) {
                return true;
            }
            browser.driver().navigate().refresh();
            return null;
        });
        assertThat(browser.text()).contains("203.0.113.0/24", "deploy/production/values.yml:42", "Ada Lovelace");
        browser.judge("leak");
        browser.open("/leaks");
        browser.read("Leaky relay");
        browser.judge("leaks");
    }
}
