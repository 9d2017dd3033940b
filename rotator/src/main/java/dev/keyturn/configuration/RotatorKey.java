package dev.keyturn.configuration;

import dev.keyturn.client.Credentials;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.MalformedKeyException;
import dev.keyturn.key.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** The rotator's own key, from a file that is read again whenever it changed, so that it can be replaced while running. */
final class RotatorKey implements Credentials {
    private final Path file;
    private @Nullable FileTime readAt;
    private @Nullable Secret header;

    private RotatorKey(Path file) {
        this.file = file;
    }

    /** @throws ConfigurationException if there is no key in the file */
    static Credentials in(Path file) {
        RotatorKey key = new RotatorKey(file);
        key.authorization();
        return key;
    }

    /** @throws ConfigurationException if there is none in the environment variable */
    static Credentials fromEnvironment() {
        String value = System.getenv("KEYTURN_API_KEY");
        if (value == null || value.isBlank()) {
            throw new ConfigurationException(
                    "the rotator has no key: put one into a file and name it with api.key-file,"
                            + " or set KEYTURN_API_KEY");
        }
        return Credentials.apiKey(parse(value.strip(), "KEYTURN_API_KEY"));
    }

    @Override
    public synchronized Secret authorization() {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            if (header == null || !changed.equals(readAt)) {
                header = Credentials.apiKey(parse(Files.readString(file).strip(), file.toString()))
                        .authorization();
                readAt = changed;
            }
            return header;
        } catch (IOException e) {
            throw new ConfigurationException("the rotator's key cannot be read from " + file + ": api.key-file names a"
                    + " file that holds the key and nothing else");
        }
    }

    private static ApiKey parse(String text, String where) {
        try {
            return ApiKey.parse(text);
        } catch (MalformedKeyException e) {
            throw new ConfigurationException(where + " does not hold a key of Keyturn: " + e.getMessage());
        }
    }
}
