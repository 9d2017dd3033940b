package dev.keyturn.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.wire.IssuedKey;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The list of keys and the page of each. */
class KeyFlowTest extends ConsoleFlow {
    @Test
    void aKeyIsRenamedAndHandedToTheRotator() {
        IssuedKey key = fixture.create("Misspelt", "stg", false);
        browser.open("/settings/api-keys/" + key.id());
        browser.press("#rename");
        browser.type("dialog #name", "Well spelt");
        browser.press("dialog button[type=submit]");
        browser.await("the new name", () -> browser.see("h1").getText().equals("Well spelt") ? true : null);

        browser.press("[action$=managed] button");
        browser.read("keyturn/stg/well-spelt");
        browser.press("#rotate");
        browser.press("dialog button[type=submit]");
        browser.read("The rotator was asked");
        browser.judge("key-managed");
    }

    @Test
    void theListWarnsOfOldKeysAndFindsOthers() {
        IssuedKey old = scenes.used("Nightly billing export", "prd", false);
        fixture.age(old.id(), 120);
        browser.open("/settings/api-keys?show=all");
        browser.read("Older than 90 days");
        browser.judge("keys");

        browser.type("#find", "billing");
        browser.press(".filters button");
        browser.await("the others to go", () -> browser.path().contains("find=billing") ? true : null);
        browser.read("Nightly billing export");
        browser.open("/settings/api-keys?find=nothing-like-it");
        browser.keep("keys-none");
    }

    @Test
    void aKeyThatIsPastedIntoTheSearchStaysOutOfTheAddress() {
        IssuedKey key = fixture.create("Pasted", "dev", false);
        browser.open("/settings/api-keys");
        browser.paste("#find", key.key());
        browser.press(".filters button");
        browser.await("the filter", () -> browser.path().contains("find=") ? true : null);
        browser.read("Pasted");
        assertThat(holdsAKey(browser.path())).isFalse();
        assertThat(holdsAKey(searchWithoutScript(key.key()))).isFalse();
    }

    private static boolean holdsAKey(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return IntStream.range(0, bytes.length).anyMatch(at -> ApiKey.lengthAt(bytes, at, bytes.length) > 0);
    }

    @RevealsPlaintext("somebody pastes it into the search field")
    private static String searchWithoutScript(ApiKey key) {
        String cookies = session();
        Answer answer =
                fixture.server.send("GET", "/settings/api-keys?find=" + key.reveal(), null, null, "Cookie", cookies);
        assertThat(answer.status()).isEqualTo(302);
        return answer.header("Location");
    }
}
