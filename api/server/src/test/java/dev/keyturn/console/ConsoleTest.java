package dev.keyturn.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.server.TestingServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private static TestingServer server;
    private static Browser browser;

    @BeforeAll
    static void start() {
        server = TestingServer.start();
        browser = Browser.on(server.url());
    }

    @AfterAll
    static void stop() {
        browser.close();
        server.close();
    }

    @AfterEach
    void nothingBrokeThePolicy() {
        assertThat(browser.complaints()).isEmpty();
    }

    private static void signIn() {
        browser.driver().manage().deleteAllCookies();
        browser.open("/sign-in");
        browser.type("#email", TestingServer.OWNER_EMAIL);
        browser.type("#password", TestingServer.OWNER_PASSWORD);
        browser.press("button[type=submit]");
        browser.see("nav");
    }

    @Test
    void aPersonSignsIn() {
        browser.open("/audit?show=all");
        browser.judge("sign-in");

        browser.type("#email", TestingServer.OWNER_EMAIL);
        browser.type("#password", "not this one, surely");
        browser.press("button[type=submit]");
        browser.read("E-mail and password do not fit");
        browser.judge("sign-in-refused");

        browser.type("#password", TestingServer.OWNER_PASSWORD);
        browser.press("button[type=submit]");
        browser.see("nav");
        assertThat(browser.path()).isEqualTo("/audit?show=all");

        browser.press(".account button");
        browser.read("You are signed out");
        browser.open("/audit");
        assertThat(browser.path()).startsWith("/sign-in");
    }
}
