package dev.keyturn.secret;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.keyturn.problem.StartException;
import dev.keyturn.wire.WireJson;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;

/** The file that {@link Secrets} live in: JSON, readable by its owner alone, values in base64. */
public final class SecretsFile {
    private static final int VALUE_LENGTH = 32;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final SecureRandom RANDOM = new SecureRandom();

    private SecretsFile() {}

    /** The file's shape. */
    private record Form(List<PepperForm> peppers, List<SigningKeyForm> signingKeys) {}

    private record PepperForm(
            int version, @JsonProperty("value") byte[] value) {}

    private record SigningKeyForm(
            String kid, @JsonProperty("value") byte[] value) {}

    /** Reads the file, or makes it with fresh secrets where there is none. */
    public static Secrets readOrCreate(Path file) {
        if (Files.notExists(file)) {
            create(file);
        }
        return read(file);
    }

    /**
     * Reads the file.
     *
     * @throws StartException if there is none, others may read it, or it is damaged
     */
    public static Secrets read(Path file) {
        if (Files.notExists(file)) {
            throw new StartException(
                    "There is no secrets file at " + file + ".",
                    "Give the file that the other replicas use, or make a first one with 'keyturn server secrets "
                            + file + "'.");
        }
        try {
            refuseOpenFile(file);
            return secrets(WireJson.mapper().readValue(Files.readAllBytes(file), Form.class), file);
        } catch (IOException | UnsupportedOperationException e) {
            throw new StartException(
                    "The secrets file " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + ").",
                    "Make it readable for the user that runs the server, and for nobody else.");
        } catch (JacksonException | IllegalArgumentException e) {
            throw damaged(file);
        }
    }

    /**
     * Makes a file with fresh secrets.
     *
     * @throws StartException if there is one already, or it cannot be written
     */
    public static void create(Path file) {
        Form form = new Form(
                List.of(new PepperForm(1, random())),
                List.of(new SigningKeyForm(HexFormat.of().formatHex(random(), 0, 4), random())));
        try {
            Path part = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    ".secrets",
                    "",
                    PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            try {
                Files.write(
                        part, WireJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(form));
                Files.createLink(file, part);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (FileAlreadyExistsException e) {
            throw new StartException(
                    "There is a secrets file at " + file + " already.", "Keep it: without it no key can be verified.");
        } catch (IOException e) {
            throw new StartException(
                    "The secrets file " + file + " cannot be written.", "Make its folder exist and writable.");
        }
    }

    private static void refuseOpenFile(Path file) throws IOException {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new StartException(
                    "The secrets file " + file + " is open to other users of this machine.", "Run: chmod 600 " + file);
        }
    }

    private static Secrets secrets(Form form, Path file) {
        if (form.peppers().isEmpty() || form.signingKeys().isEmpty()) {
            throw damaged(file);
        }
        return new Secrets(
                form.peppers().stream()
                        .map(pepper -> new Pepper(pepper.version(), whole(pepper.value())))
                        .toList(),
                form.signingKeys().stream()
                        .map(key -> new SigningKey(key.kid(), whole(key.value())))
                        .toList());
    }

    private static byte[] whole(byte[] value) {
        if (value.length < VALUE_LENGTH) {
            throw new IllegalArgumentException("a secret of " + VALUE_LENGTH + " bytes is cut");
        }
        return value;
    }

    private static StartException damaged(Path file) {
        return new StartException(
                "The secrets file " + file + " is damaged.", "Restore it from a backup, or from another replica.");
    }

    private static byte[] random() {
        byte[] value = new byte[VALUE_LENGTH];
        RANDOM.nextBytes(value);
        return value;
    }
}
