package dev.keyturn.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.ApiKey;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** From the button to the key that is shown once. */
class NewKeyFlowTest extends ConsoleFlow {
    @Test
    void aNewKeyIsShownOnceAndWorks() {
        browser.open("/settings/api-keys");
        browser.press("#new-key");
        browser.see("dialog[open] #name");
        browser.judge("new-key");
        browser.type("#name", "Ingestor of the north");
        browser.press("input[value=prd]");
        browser.press("dialog button[type=submit]");

        browser.see("#once");
        browser.judge("new-key-shown");
        ApiKey key = ApiKey.parse(browser.see("#once").getText());
        assertThat(fixture.verify(key)).isEqualTo(200);
        browser.press("[data-copy]");
        browser.read("Copied.");
        assertThat(ApiKey.parse(browser.clipboard()).equals(key)).isTrue();

        browser.press("dialog [data-close]");
        browser.read(key.hint());
        assertThat(browser.source().contains("data-once")).isFalse();
    }

    @Test
    void aFormThatIsSentTwiceMakesOneKey() {
        int before = fixture.keys();
        browser.open("/settings/api-keys/new");
        browser.withoutHtmx();
        browser.type("#name", "Sent twice");
        browser.press("input[value=dev]");
        browser.press("main .panel button[type=submit]");
        browser.see("#once");

        browser.sendAgain();
        browser.read("This form was sent already");
        assertThat(browser.has("#once")).isFalse();
        assertThat(fixture.keys()).isEqualTo(before + 1);
    }

    @Test
    void anUncopiedKeyIsNotClosedByOneKeystroke() {
        browser.open("/settings/api-keys");
        browser.press("#new-key");
        browser.type("#name", "Nearly lost");
        browser.press("input[value=dev]");
        browser.press("dialog button[type=submit]");
        browser.see("#once");

        browser.keys(Keys.ESCAPE);
        browser.read("You have not copied the key");
        browser.keys(Keys.ESCAPE);
        browser.await("the dialog to close", () -> browser.has("dialog[open]") ? null : true);
    }

    @Test
    void whatIsWrongWithAFormIsSaidInIt() {
        fixture.create("Taken name", "dev", false);
        browser.open("/settings/api-keys");
        browser.press("#new-key");
        browser.type("#name", "Taken name");
        browser.press("input[value=dev]");
        browser.press("dialog button[type=submit]");

        browser.read("A live key of dev has this name already");
        assertThat(browser.see("#name").getAttribute("value")).isEqualTo("Taken name");
    }
}
