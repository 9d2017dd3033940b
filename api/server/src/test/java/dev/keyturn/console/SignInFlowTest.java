package dev.keyturn.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.server.TestingServer;
import dev.keyturn.testing.LeakOracle;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Signing in and out, and the links by which people come to a password. */
class SignInFlowTest extends ConsoleFlow {
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
}
