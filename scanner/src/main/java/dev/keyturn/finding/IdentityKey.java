package dev.keyturn.finding;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The key of the identities in reports: {@code KEYTURN_IDENTITY_KEY} where several machines are to give a secret the same
 * identity, else one that this machine made up once and keeps to itself.
 */
public final class IdentityKey {
    /** The variable that holds a key. */
    public static final String VARIABLE = "KEYTURN_IDENTITY_KEY";

    private static final int BYTES = 32;

    private IdentityKey() {}

    /** Identities under the key that the environment gives or the machine keeps. */
    public static Identities of(Map<String, String> environment) {
        String given = environment.getOrDefault(VARIABLE, "");
        return new Identities(given.isEmpty() ? kept(environment) : given.getBytes(StandardCharsets.UTF_8));
    }

    /** The files that the key comes from, made if need be. */
    public static List<Path> files(Map<String, String> environment) {
        of(environment);
        Path file = file(environment);
        boolean kept = environment.getOrDefault(VARIABLE, "").isEmpty() && Files.exists(file);
        return kept ? List.of(file) : List.of();
    }

    private static byte[] kept(Map<String, String> environment) {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        Path file = file(environment);
        try {
            create(file, HexFormat.of().formatHex(fresh));
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return fresh;
        }
    }

    private static void create(Path file, String content) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (var channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            channel.write(StandardCharsets.UTF_8.encode(content));
        } catch (FileAlreadyExistsException e) {
            return;
        } catch (UnsupportedOperationException e) {
            Files.writeString(file, content);
        }
    }

    private static Path file(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return (config.isEmpty() ? Path.of(home, ".config") : Path.of(config))
                .resolve("keyturn")
                .resolve("identity.key");
    }
}
