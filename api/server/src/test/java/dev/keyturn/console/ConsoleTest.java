package dev.keyturn.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.server.TestingServer;
import dev.keyturn.server.TestingServer.Answer;
import dev.keyturn.testing.LeakOracle;
import dev.keyturn.wire.IssuedKey;
import dev.keyturn.wire.RotationState;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.Keys;

class ConsoleTest {
    private static ConsoleFixture fixture;
    private static Scenes scenes;
    private static Browser browser;
    private static @Nullable Cookie session;

    @BeforeAll
    static void start() {
        fixture = new ConsoleFixture();
        browser = Browser.on(fixture.server.url());
        setUpTheFirstOwner();
        fixture.join();
        scenes = new Scenes(fixture);
    }

    private static void setUpTheFirstOwner() {
        browser.open("/setup?token=" + fixture.setupToken);
        browser.judge("setup");
        browser.type("#organisation", "Acme");
        browser.type("#email", TestingServer.OWNER_EMAIL);
        browser.type("#password", TestingServer.OWNER_PASSWORD);
        browser.press("main button[type=submit]");
        browser.read("No API keys yet");
        browser.judge("keys-empty");
        browser.open("/setup?token=" + fixture.setupToken);
        browser.read("This link was used or replaced");
        session = browser.driver().manage().getCookieNamed("keyturn-session");
    }

    @AfterAll
    static void stop() {
        browser.close();
        fixture.close();
    }

    @BeforeEach
    void signedIn() {
        browser.driver().manage().deleteAllCookies();
        browser.open("/sign-in");
        browser.driver().manage().addCookie(Objects.requireNonNull(session));
    }

    @AfterEach
    void nothingBrokeThePolicy() {
        assertThat(browser.complaints()).isEmpty();
    }

    private static void signIn(String email) {
        browser.driver().manage().deleteAllCookies();
        browser.open("/sign-in");
        browser.type("#email", email);
        browser.type("#password", TestingServer.OWNER_PASSWORD);
        browser.press("button[type=submit]");
        browser.see("nav");
    }

    @Test
    void aPersonSignsInAndOut() {
        browser.driver().manage().deleteAllCookies();
        browser.open("/settings/api-keys?show=all");
        browser.judge("sign-in");

        browser.type("#email", TestingServer.OWNER_EMAIL);
        browser.type("#password", "not this one, surely");
        browser.press("button[type=submit]");
        browser.read("E-mail and password do not fit");
        browser.keep("sign-in-refused");

        browser.type("#password", TestingServer.OWNER_PASSWORD);
        browser.press("button[type=submit]");
        browser.see("nav");
        assertThat(browser.path()).isEqualTo("/settings/api-keys?show=all");

        browser.press(".account button");
        browser.read("You are signed out");
        browser.open("/settings/api-keys");
        assertThat(browser.path()).startsWith("/sign-in");
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

    @Test
    void anInvitedPersonJoinsAndForgetsThePassword() {
        String token = LeakOracle.declare(fixture.server
                .post(
                        "/v1/people/invitations",
                        fixture.owner(),
                        Map.of("email", "grace@example.com", "role", "developer"))
                .json()
                .get("token")
                .asString());
        browser.driver().manage().deleteAllCookies();
        browser.open("/invitation?token=" + token);
        browser.read("You are invited");
        browser.judge("invitation");
        browser.type("#password", TestingServer.OWNER_PASSWORD);
        browser.press("button[type=submit]");
        browser.read("That worked.");
        signIn("grace@example.com");

        String id = fixture.person("grace@example.com");
        String link = LeakOracle.declare(fixture.server
                .post("/v1/people/" + id + "/password-link", fixture.owner(), null)
                .json()
                .get("token")
                .asString());
        browser.open("/new-password?token=" + link);
        browser.judge("new-password");
        browser.type("#password", TestingServer.OWNER_PASSWORD);
        browser.press("main button[type=submit]");
        browser.read("That worked.");
        browser.open("/new-password?token=" + link);
        browser.read("This link was used");
    }

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

    private static boolean holdsAKey(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return IntStream.range(0, bytes.length).anyMatch(at -> ApiKey.lengthAt(bytes, at, bytes.length) > 0);
    }

    @RevealsPlaintext("somebody pastes it into the search field")
    private static String searchWithoutScript(ApiKey key) {
        String cookies = "keyturn-session=" + Objects.requireNonNull(session).getValue();
        Answer answer =
                fixture.server.send("GET", "/settings/api-keys?find=" + key.reveal(), null, null, "Cookie", cookies);
        assertThat(answer.status()).isEqualTo(302);
        return answer.header("Location");
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

    @Test
    void aStoppedRotationCanBeResumed() {
        IssuedKey key = fixture.create("Stopped ingestor", "stg", true);
        UUID stopped = scenes.rotation(key, RotationState.NEEDS_ATTENTION, "Vault is sealed: unseal it, then resume.");
        UUID moving = scenes.rotation(
                fixture.create("Moving ingestor", "prd", true), RotationState.OBSERVING, "", "ingestor-7");
        browser.open("/rotations");
        browser.judge("rotations");
        browser.open("/rotations/" + moving);
        browser.read("ingestor-7");
        browser.judge("rotation");

        browser.open("/rotations/" + stopped);
        browser.read("Vault is sealed");
        browser.press("#resume");
        browser.keep("resume");
        browser.press("dialog button[type=submit]");
        browser.read("The rotator was asked");
        assertThat(fixture.events()).anyMatch(event -> event.contains(stopped.toString()) && event.contains("resume"));
    }

    @Test
    void theTrailNamesWhoDidWhat() {
        fixture.create("Audited", "dev", false);
        browser.open("/audit");
        browser.read("Created key Audited");
        browser.judge("audit");
    }

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
        UUID leak = fixture.leak(key, java.util.Map.of());
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
        String cookies = "keyturn-session=" + Objects.requireNonNull(session).getValue();
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
        String cookies = "keyturn-session=" + Objects.requireNonNull(session).getValue();
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
    void aSessionEndsOnEveryReplica() {
        signIn(TestingServer.OWNER_EMAIL);
        String cookies = "keyturn-session=" + browser.cookie("keyturn-session");
        try (TestingServer replica = fixture.server.replica()) {
            assertThat(replica.send("GET", "/settings/api-keys", null, null, "Cookie", cookies)
                            .status())
                    .isEqualTo(200);
            browser.press(".account button");
            browser.read("You are signed out");
            assertThat(replica.send("GET", "/settings/api-keys", null, null, "Cookie", cookies)
                            .status())
                    .isEqualTo(302);
        }
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
