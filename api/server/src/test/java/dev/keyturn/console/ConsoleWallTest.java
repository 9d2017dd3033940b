package dev.keyturn.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.RotationState;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What the page does not let through, whoever asks. */
class ConsoleWallTest extends ConsoleFlow {
    @Test
    void anAuditorSeesEverythingAndChangesNothing() {
        IssuedKey key = fixture.create("Looked at", "dev", false);
        signIn(ConsoleFixture.AUDITOR);
        browser.open("/settings/api-keys");
        browser.read("Looked at");
        assertThat(browser.has("#new-key")).isFalse();
        assertThat(browser.has("#revoke-" + key.id())).isFalse();
        browser.open("/settings/api-keys/new");
        browser.read("Your role is auditor");
        browser.keep("forbidden");
    }

    @Test
    void aStrangersIdsLeadNowhere() {
        IssuedKey key = scenes.used("Ours alone", "prd", true);
        UUID rotation = scenes.rotation(key, RotationState.OBSERVING, "");
        UUID leak = fixture.leak(key, Map.of());
        signIn(ConsoleFixture.STRANGER);
        for (String path : new String[] {
            "/settings/api-keys/" + key.id(),
            "/settings/api-keys/" + key.id() + "/revoke",
            "/settings/api-keys/" + key.id() + "/rename",
            "/settings/api-keys/" + key.id() + "/rotate",
            "/leaks/" + leak,
            "/rotations/" + rotation,
            "/rotations/" + rotation + "/abort"
        }) {
            browser.open(path);
            assertThat(browser.text())
                    .as(path)
                    .contains("There is no such thing")
                    .doesNotContain("Ours alone");
        }
        browser.open("/settings/api-keys");
        browser.read("No API keys yet");
    }

    @Test
    void nothingChangesWithoutTheFormsToken() {
        int before = fixture.keys();
        String cookies = session();
        Answer forged = fixture.post("/settings/api-keys", "name=Forged&environment=dev", "Cookie", cookies);
        assertThat(forged.status()).isEqualTo(403);
        assertThat(forged.text()).contains("The form is no longer good");

        String token = browser.open("/settings/api-keys/new").csrf();
        String both = cookies + "; keyturn-csrf=" + browser.cookie("keyturn-csrf");
        String body = "name=Forged&environment=dev&_csrf=" + token;
        Answer foreign = fixture.post("/settings/api-keys", body, "Cookie", both, "Sec-Fetch-Site", "same-site");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(fixture.keys()).isEqualTo(before);
        Answer own = fixture.post("/settings/api-keys", body, "Cookie", both, "Sec-Fetch-Site", "same-origin");
        assertThat(own.status()).isEqualTo(200);
        assertThat(own.header("Cache-Control")).contains("no-store");
    }

    @Test
    void aCookieMeansNothingToTheApi() {
        String cookies = session();
        Answer answer = fixture.server.send("GET", "/v1/keys", null, null, "Cookie", cookies);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Security-Policy")).isEmpty();
    }

    @Test
    void everyPageCarriesThePolicy() {
        Answer plain = fixture.server.get("/sign-in", null);
        assertThat(plain.header("Content-Security-Policy")).isEqualTo(ConsoleFilters.CONTENT_SECURITY_POLICY);
        assertThat(plain.header("Cache-Control")).contains("no-store");
        assertThat(plain.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(plain.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(plain.header("Permissions-Policy")).contains("camera=()");
        assertThat(plain.header("Strict-Transport-Security")).isEmpty();
        assertThat(plain.header("Set-Cookie")).contains("HttpOnly", "SameSite=Lax");

        Answer overTls = fixture.server.send("GET", "/sign-in", null, null, "X-Forwarded-Proto", "https");
        assertThat(overTls.header("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(overTls.header("Set-Cookie")).contains("__Host-keyturn-csrf=", "Secure");
    }

    @Test
    void theKeyboardIsEnough() {
        browser.open("/settings/api-keys");
        browser.keys(Keys.TAB);
        assertThat(browser.focused()).isEqualTo("Skip to content");
        browser.keys(Keys.ENTER);
        browser.keys(Keys.TAB);
        assertThat(browser.focused()).isEqualTo("New Key");
        browser.keys(Keys.ENTER);
        browser.await("the name to have the focus", () -> browser.focusedId().equals("name") ? true : null);
        browser.keys(Keys.ESCAPE);
        browser.await("the focus to return", () -> browser.focusedId().equals("new-key") ? true : null);
    }
}
