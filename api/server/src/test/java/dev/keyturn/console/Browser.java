package dev.keyturn.console;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.problem.Redaction;
import dev.keyturn.testing.Needs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A real Chromium without a window, and what the console's tests do with it. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Where screenshots are kept for people to look at; nowhere unless this is set. */
    private static final @Nullable String SCREENSHOTS = System.getenv("KEYTURN_SCREENSHOTS");

    private final ChromeDriver driver;
    private final String origin;

    private Browser(ChromeDriver driver, String origin) {
        this.driver = driver;
        this.origin = origin;
    }

    /** Opens a browser on a server's console. */
    static Browser on(String origin) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(Needs.program("chromium").toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        options.addArguments("--force-color-profile=srgb", "--hide-scrollbars", "--lang=en");
        options.setCapability("goog:loggingPrefs", Map.of(LogType.BROWSER, "ALL"));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Needs.program("chromedriver").toFile())
                .build();
        service.sendOutputTo(OutputStream.nullOutputStream());
        Browser browser = new Browser(new ChromeDriver(service, options), origin);
        browser.driver.executeCdpCommand(
                "Browser.grantPermissions",
                Map.of("origin", origin, "permissions", List.of("clipboardReadWrite", "clipboardSanitizedWrite")));
        browser.wide();
        return browser;
    }

    ChromeDriver driver() {
        return driver;
    }

    Browser open(String path) {
        driver.get(origin + path);
        return this;
    }

    /** The path that the address bar shows. */
    String path() {
        return Objects.requireNonNull(driver.getCurrentUrl()).substring(origin.length());
    }

    /** Waits for an element that people can see. */
    WebElement see(String css) {
        return await(
                css + " to be seen",
                () -> driver.findElements(By.cssSelector(css)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
    }

    /** Waits for words somewhere on the page. */
    void read(String words) {
        await("the words “" + words + "”", () -> text().contains(words) ? true : null);
    }

    void press(String css) {
        see(css).click();
    }

    void type(String css, String text) {
        WebElement field = see(css);
        field.clear();
        field.sendKeys(text);
    }

    @RevealsPlaintext("somebody pastes it where it does not belong")
    void paste(String css, ApiKey key) {
        type(css, key.reveal());
    }

    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    /** The page as it stands, whether or not people can see it. */
    String source() {
        return String.valueOf(driver.executeScript("return document.documentElement.outerHTML"));
    }

    /** Has forms sent by the browser itself from here on, as they are where scripts are off. */
    void withoutHtmx() {
        driver.executeScript(
                "document.querySelectorAll('form').forEach(form => form.replaceWith(form.cloneNode(true)))");
    }

    /** Reloads a page that a form led to, and confirms that it is to be sent again. */
    void sendAgain() {
        driver.executeCdpCommand("Page.reload", Map.of());
    }

    void keys(CharSequence keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    String focused() {
        return driver.switchTo().activeElement().getText();
    }

    String focusedId() {
        return String.valueOf(driver.executeScript("return document.activeElement.id"));
    }

    /** Forgets whoever was signed in, and has a session's cookie instead. */
    void signedIn(String session) {
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        driver.executeCdpCommand(
                "Network.setCookie",
                Map.of("name", "keyturn-session", "value", session, "url", origin, "httpOnly", true));
    }

    String cookie(String name) {
        return Objects.requireNonNull(driver.manage().getCookieNamed(name), name)
                .getValue();
    }

    /** The CSRF token of the page's forms. */
    String csrf() {
        return String.valueOf(driver.findElement(By.cssSelector("[name=_csrf]")).getDomProperty("value"));
    }

    String clipboard() {
        return String.valueOf(driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1]; navigator.clipboard.readText().then(done, done);"));
    }

    boolean has(String css) {
        return !driver.findElements(By.cssSelector(css)).isEmpty();
    }

    /** Waits until something is there that is neither null nor gone again. */
    <T> T await(String what, Supplier<T> supplier) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                T found = supplier.get();
                if (found != null) {
                    return found;
                }
            } catch (StaleElementReferenceException | NoSuchElementException e) {
                // The page changed under us: look again.
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        throw new AssertionError(
                "waited in vain for " + what + " at " + path() + ", which shows: " + Redaction.of(text()));
    }

    void wide() {
        size(1280, 900);
    }

    void narrow() {
        size(360, 740);
    }

    private void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** Keeps the page as it looks wide and narrow, light and dark, and has axe judge each colour. */
    void judge(String name) {
        for (boolean dark : List.of(false, true)) {
            dark(dark);
            wide();
            keep(name + (dark ? "-wide-dark" : "-wide"));
            axe(name, dark);
            narrow();
            keep(name + (dark ? "-narrow-dark" : "-narrow"));
            fitsTheScreen(name);
        }
        dark(false);
        wide();
    }

    private void fitsTheScreen(String name) {
        Object width = driver.executeScript("return document.documentElement.scrollWidth");
        if (((Number) Objects.requireNonNull(width)).intValue() > 360) {
            throw new AssertionError(name + " is " + width + " wide on a screen of 360");
        }
    }

    /** Keeps a screenshot, if somebody wants any. */
    void keep(String name) {
        if (SCREENSHOTS == null) {
            return;
        }
        Map<String, Object> image = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", !has("dialog[open]")));
        try {
            Path folder = Files.createDirectories(Path.of(SCREENSHOTS));
            Files.write(folder.resolve(name + ".png"), Base64.getDecoder().decode((String)
                    Objects.requireNonNull(image.get("data"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the dark only what depends on colours is judged again. */
    private void axe(String name, boolean coloursOnly) {
        if (!Boolean.TRUE.equals(driver.executeScript("return typeof axe !== 'undefined'"))) {
            driver.executeScript(axeSource());
        }
        Object violations = driver.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                const rules = arguments[0] ? {runOnly: ['color-contrast']} : {};
                axe.run(document, {resultTypes: ['violations'], preload: false, elementRef: false, ...rules}).then(results => done(results.violations
                    .map(v => v.impact + ' ' + v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', '))));
                """, coloursOnly);
        if (!((List<?>) Objects.requireNonNull(violations)).isEmpty()) {
            throw new AssertionError("axe finds in " + name + ": " + violations);
        }
    }

    private static String axeSource() {
        try (InputStream source = Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the browser complained about since the last question; what a page itself answers as refused is left out. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> !message.contains("Failed to load resource"))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
