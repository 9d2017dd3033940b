package dev.keyturn.manifest;

import dev.keyturn.complaint.Complaint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What signs manifests: an Ed25519 key pair as PEM, the private half in PKCS #8 and the public half after it. Of the
 * variable {@code KEYTURN_MANIFEST_KEY}, else of a file.
 */
public final class SigningKey {
    /** The variable that holds the key itself. */
    public static final String VARIABLE = "KEYTURN_MANIFEST_KEY";

    static final String ALGORITHM = "Ed25519";
    private static final String LABEL = "PRIVATE KEY";

    private final PrivateKey secret;
    private final PublicHalf half;

    private SigningKey(PrivateKey secret, PublicHalf half) {
        this.secret = secret;
        this.half = half;
    }

    /**
     * The key that the environment holds, else the one of this machine's user, which is made when it is first needed.
     *
     * @throws Complaint if the key is none, or cannot be read or kept
     */
    public static SigningKey of(Map<String, String> environment) throws Complaint {
        String given = environment.getOrDefault(VARIABLE, "");
        if (!given.isBlank()) {
            return parse(VARIABLE, given);
        }
        Path file = file(environment);
        if (!Files.exists(file)) {
            create(file);
        }
        return read(file);
    }

    /** Where the user's own key is kept: {@code keyturn/manifest.key} in the folder for configuration. */
    public static Path file(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return (config.isEmpty() ? Path.of(home, ".config") : Path.of(config)).resolve("keyturn/manifest.key");
    }

    /**
     * Makes a key and keeps it in a new file that its owner alone can read.
     *
     * @throws Complaint if there is a file already, or none can be made
     */
    public static void create(Path file) throws Complaint {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (var channel = Files.newByteChannel(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                String text = pem(LABEL, pair.getPrivate().getEncoded())
                        + pem(PublicHalf.LABEL, pair.getPublic().getEncoded());
                channel.write(StandardCharsets.US_ASCII.encode(text));
            }
        } catch (FileAlreadyExistsException e) {
            throw new Complaint(file + " is there already", "keep it, or name another file: manifests need their key");
        } catch (IOException | UnsupportedOperationException e) {
            throw new Complaint(file + " cannot be written", "give a path in a folder that you may write to");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** @throws Complaint if the file cannot be read or holds no key */
    public static SigningKey read(Path file) throws Complaint {
        try {
            return parse(file.toString(), Files.readString(file, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new Complaint(file + " cannot be read", "check its path and who may read it");
        }
    }

    private static SigningKey parse(String name, String text) throws Complaint {
        try {
            PrivateKey secret =
                    KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(block(text, LABEL)));
            return new SigningKey(secret, PublicHalf.parse(text));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new Complaint(
                    name + " holds no Ed25519 key of both halves", "make one with: keyturn scan keygen FILE");
        }
    }

    /** The half that verifies. */
    public PublicHalf publicHalf() {
        return half;
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read signs", e);
        }
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /** @throws IllegalArgumentException if there is no such block */
    static byte[] block(String text, String label) {
        Matcher block = Pattern.compile("-----BEGIN " + label + "-----([\\sA-Za-z0-9+/=]+)-----END " + label + "-----")
                .matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException("no " + label);
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }
}
