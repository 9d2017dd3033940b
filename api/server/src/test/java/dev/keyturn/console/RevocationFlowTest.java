package dev.keyturn.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.wire.IssuedKey;
import org.junit.jupiter.api.Test;

/** A key ends, by its people or by whoever found it. */
class RevocationFlowTest extends ConsoleFlow {
    @Test
    void aRevokedKeyIsRefusedAtOnceAndHasAReceipt() {
        IssuedKey key = scenes.used("Doomed ingestor", "prd", false);
        browser.open("/settings/api-keys");
        browser.press("#revoke-" + key.id());
        browser.read("This cannot be undone");
        browser.await("the consumers to be written", () -> sawConsumers(key) ? true : null);
        browser.judge("revoke");

        browser.press("dialog .btn-danger");
        browser.read("no replica accepts it any more");
        assertThat(fixture.verify(key.key())).isEqualTo(401);
        browser.judge("revoked");

        browser.open("/settings/api-keys/" + key.id());
        browser.read("Revocation receipt");
        browser.judge("key-revoked");
    }

    private static boolean sawConsumers(IssuedKey key) {
        if (browser.text().contains("2 consumers used it")) {
            return true;
        }
        browser.open("/settings/api-keys");
        browser.press("#revoke-" + key.id());
        browser.see("dialog[open] .panel");
        return false;
    }

    @Test
    void whoFoundAKeyRevokesItWithoutSigningIn() {
        IssuedKey lost = fixture.create("Lost", "dev", false);
        browser.driver().manage().deleteAllCookies();
        browser.open("/revoke");
        browser.judge("found-key");
        browser.type("#keys", plaintext(lost));
        browser.press("button[type=submit]");
        browser.read("Thank you.");

        assertThat(fixture.verify(lost.key())).isEqualTo(401);
        assertThat(browser.source().contains(plaintext(lost))).isFalse();
    }

    @RevealsPlaintext("pastes the key as its finder does")
    private static String plaintext(IssuedKey key) {
        return key.key().reveal();
    }
}
