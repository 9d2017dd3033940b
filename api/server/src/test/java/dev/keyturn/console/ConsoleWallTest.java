package dev.keyturn.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.RotationState;
import java.util.List;
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
    void anAuditorReachesNoFormAndSeesNoDecoys() {
        IssuedKey key = fixture.create("Out of reach", "dev", false);
        signIn(ConsoleFixture.AUDITOR);
        String cookie = "keyturn-session=" + browser.cookie("keyturn-session");
        for (String path : List.of(
                "/honeykeys",
                "/honeykeys/new",
                "/settings/policies/prd",
                "/settings/webhooks/new",
                "/settings/api-keys/" + key.id() + "/roll",
                "/settings/api-keys/" + key.id() + "/disable",
                "/settings/api-keys/" + key.id() + "/revoke")) {
            assertThat(fixture.page(path, cookie).status()).as(path).isEqualTo(403);
        }
        for (String path : List.of(
                "/alerts", "/settings/policies", "/settings/webhooks", "/settings/people", "/rotations/calendar")) {
            Answer page = fixture.page(path, cookie);
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.text())
                    .as(path)
                    .doesNotContain("/acknowledge", "btn-primary", "/withdraw", "btn-danger", "/honeykeys");
        }
        browser.open("/account");
        String both = cookie + "; keyturn-csrf=" + browser.cookie("keyturn-csrf");
        String token = "email=a@example.com&role=developer&_csrf=" + browser.csrf();
        for (String path : List.of(
                "/honeykeys",
                "/settings/api-keys/" + key.id() + "/disable",
                "/settings/api-keys/" + key.id() + "/managed?managed=true",
                "/settings/policies/dev",
                "/settings/people/invitations",
                "/alerts/" + key.id() + "/acknowledge",
                "/rotations/" + key.id() + "/run")) {
            assertThat(fixture.post(path, token, "Cookie", both, "Sec-Fetch-Site", "same-origin")
                            .status())
                    .as(path)
                    .isIn(403, 404);
        }
        assertThat(fixture.verify(key.key())).isEqualTo(200);
    }

    @Test
    void aStrangersIdsAreAnsweredLikeIdsOfNothing() {
        IssuedKey key = scenes.used("Ours alone", "prd", true);
        UUID rotation = scenes.rotation(key, RotationState.OBSERVING, "");
        UUID leak = fixture.leak(key, Map.of());
        signIn(ConsoleFixture.STRANGER);
        String cookie = "keyturn-session=" + browser.cookie("keyturn-session");
        String ours = "/settings/api-keys/" + key.id();
        for (String path : List.of(
                ours,
                ours + "/revoke",
                ours + "/rename",
                ours + "/rotate",
                ours + "/roll",
                ours + "/disable",
                ours + "/receipt",
                "/leaks/" + leak,
                "/rotations/" + rotation,
                "/rotations/" + rotation + "/abort",
                "/honeykeys/" + key.id(),
                "/settings/webhooks/" + key.id(),
                "/settings/people/" + fixture.person(TestingServer.OWNER_EMAIL))) {
            Answer theirs = fixture.page(path, cookie);
            Answer nothing = fixture.page(
                    path.replaceAll("[0-9a-f-]{36}", UUID.randomUUID().toString()), cookie);
            assertThat(theirs.status()).as(path).isEqualTo(404);
            assertThat(blurred(theirs)).as(path).isEqualTo(blurred(nothing)).doesNotContain("Ours alone");
        }
        assertThat(fixture.page("/settings/api-keys", cookie).text()).contains("No API keys yet");
    }

    /** Without what differs from one answer to the next. */
    private static String blurred(Answer answer) {
        return answer.text().replaceAll("Request <span[^<]*</span>", "");
    }

    @Test
    void hostileNamesAreWordsAndNothingElse() {
        IssuedKey key = fixture.create("<img src=x onerror=alert(1)> \"'{{7*7}}", "dev", false);
        fixture.alert(key.id(), "burst", "<b id=bad>burst</b>");
        UUID leak = fixture.leak(key, Map.of("repository", "javascript:alert(1)", "path", "<script>alert(1)</script>"));
        UUID rotation = scenes.rotation(key, RotationState.OBSERVING, "", "<i id=bad>laggard</i>");
        for (String path : List.of(
                "/settings/api-keys/" + key.id(),
                "/settings/api-keys/" + key.id() + "/rename",
                "/alerts",
                "/audit",
                "/leaks/" + leak,
                "/rotations/" + rotation,
                "/rotations/calendar")) {
            browser.open(path);
            assertThat(browser.has("img[src=x], #bad, main script, a[href^=javascript]"))
                    .as(path)
                    .isFalse();
        }
        browser.open("/settings/api-keys?show=all");
        browser.read("<img src=x onerror=alert(1)>");
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
