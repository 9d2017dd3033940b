package dev.keyturn.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.ApiKey;
import dev.keyturn.wire.IssuedKey;
import org.junit.jupiter.api.Test;

/** Decoys, policies, webhooks, people, and one's own account. */
class SettingsFlowTest extends ConsoleFlow {
    @Test
    void aDecoyIsPlantedAndRaisesAnAlarm() {
        browser.open("/honeykeys");
        browser.press("#new-honeykey");
        browser.type("dialog #name", "Wiki, page Deployment");
        browser.press("dialog button[type=submit]");
        browser.read("it is shown only once");
        browser.judge("honeykey-texts");
        ApiKey decoy = ApiKey.parse(browser.see("#once-4").getText());
        assertThat(fixture.verify(decoy)).isEqualTo(401);

        browser.press("#done");
        browser.await("the alarm", () -> {
            browser.driver().navigate().refresh();
            return browser.text().contains("Somebody has been where it was planted") ? true : null;
        });
        browser.judge("honeykey");
        browser.press("#end");
        browser.press("dialog button[type=submit]");
        browser.read(", ended");
        browser.open("/honeykeys");
        browser.judge("honeykeys");
    }

    @Test
    void aPolicyIsChangedAndItsViolationsAreListed() {
        IssuedKey key = fixture.create("Violating", "stg", false);
        fixture.age(key.id(), 40);
        browser.open("/settings/policies");
        browser.press("#edit-stg");
        browser.see("dialog #maximumAgeDays");
        browser.judge("policy");
        browser.type("dialog #maximumAgeDays", "30");
        browser.press("dialog button[type=submit]");
        browser.read("The key is older than 30 days");
        browser.judge("policies");
    }

    @Test
    void aWebhookIsAddedAndItsDeliveriesAreSentAgain() {
        browser.open("/settings/webhooks/new");
        browser.type("#url", "https://127.0.0.1/hook");
        browser.press("main .panel button[type=submit]");
        browser.read("its host has a private or reserved address");

        browser.open("/settings/webhooks/" + fixture.webhook("https://hooks.example.com/keyturn"));
        browser.read("leak.recorded");
        browser.judge("webhook");
        browser.press("[aria-label^='Send leak.recorded']");
        browser.await("the delivery to wait", () -> browser.text().contains("Failed") ? null : true);
        browser.open("/settings/webhooks");
        browser.judge("webhooks");
        browser.press("main a.name");
        browser.press("#remove");
        browser.press("dialog button[type=submit]");
        browser.read("No webhook yet");
    }

    @Test
    void peopleAreAskedInGivenRolesAndRemoved() {
        browser.open("/settings/people");
        browser.type("#invite-email", "linus@example.com");
        browser.press("#invite");
        browser.read("Send this link to linus@example.com");
        assertThat(browser.see("#once-0").getText().contains("/invitation?token="))
                .isTrue();
        browser.press("#done");
        browser.read("as developer");
        browser.judge("people");
        browser.press("[aria-label^='Withdraw']");
        browser.read("Nobody is invited just now");

        String auditor = fixture.person(ConsoleFixture.AUDITOR);
        browser.open("/settings/people/" + auditor);
        browser.judge("person");
        browser.press("#sign-out");
        browser.read("second factor off");
    }

    @Test
    void onesOwnAccountShowsSessionsAndASecondFactorToBe() {
        browser.open("/account");
        browser.read("This one");
        browser.judge("account");
        browser.press("#begin-factor");
        browser.read("Set up a second factor");
        browser.keep("second-factor");
        browser.type("#code", "000000");
        browser.press("main .panel button[type=submit]");
        browser.see("[role=alert]");
    }
}
