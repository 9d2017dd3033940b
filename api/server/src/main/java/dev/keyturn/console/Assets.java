package dev.keyturn.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.webjars.WebJarVersionLocator;

/**
 * Addresses of scripts, styles and images that change when their content does, so that browsers may keep them for ever.
 * Templates know it as {@code assets}.
 */
final class Assets {
    private final WebJarVersionLocator webjars = new WebJarVersionLocator();
    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    /** A file of the console's own. */
    public String own(String name) {
        return addresses.computeIfAbsent(name, file -> "/assets/" + file + "?v=" + digest("/static/assets/" + file));
    }

    /** A file of a WebJar, such as {@code dist/htmx.min.js} of {@code htmx.org}. */
    public String webjar(String name, String file) {
        return addresses.computeIfAbsent(
                name + "/" + file,
                key -> "/webjars/" + name + "/" + Objects.requireNonNull(webjars.version(name), name) + "/" + file);
    }

    private static String digest(String resource) {
        try (InputStream content = Objects.requireNonNull(Assets.class.getResourceAsStream(resource), resource)) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.readAllBytes());
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
