package dev.keyturn.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.server.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Flows through the page. All classes of a JVM share one server, one browser and the owner's session. */
abstract class ConsoleFlow {
    private static final Shared SHARED = Shared.start();

    static final ConsoleFixture fixture = SHARED.fixture;
    static final Browser browser = SHARED.browser;
    static final Scenes scenes = new Scenes(fixture);

    private record Shared(ConsoleFixture fixture, Browser browser, String session) {
        static Shared start() {
            ConsoleFixture fixture = new ConsoleFixture();
            Browser browser = Browser.on(fixture.server.url());
            // The server dies with the JVM, as its database does; a browser would outlive both.
            Runtime.getRuntime().addShutdownHook(new Thread(browser::close));
            setUpTheFirstOwner(fixture, browser);
            fixture.join();
            return new Shared(fixture, browser, browser.cookie("keyturn-session"));
        }

        private static void setUpTheFirstOwner(ConsoleFixture fixture, Browser browser) {
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
        }
    }

    @BeforeEach
    void signedIn() {
        browser.signedIn(SHARED.session);
    }

    @AfterEach
    void nothingBrokeThePolicy() {
        assertThat(browser.complaints()).isEmpty();
    }

    /** The owner's session, as a Cookie header. */
    static String session() {
        return "keyturn-session=" + SHARED.session;
    }

    static void signIn(String email) {
        browser.driver().manage().deleteAllCookies();
        browser.open("/sign-in");
        browser.type("#email", email);
        browser.type("#password", TestingServer.OWNER_PASSWORD);
        browser.press("button[type=submit]");
        browser.see("nav");
    }
}
