package dev.keyturn.delivery.file;

import dev.keyturn.delivery.Delivery;
import dev.keyturn.delivery.Held;
import dev.keyturn.delivery.Reading;
import dev.keyturn.delivery.Version;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.MalformedKeyException;
import dev.keyturn.key.RevealsPlaintext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an environment file of ours holds: a comment with the count of its versions, {@code API_KEY} and {@code KEY_ID}. A
 * version is that count and the beginning of the content's hash, so that a file that somebody edited is at another one.
 */
final class EnvironmentFile {
    private static final Pattern OURS =
            Pattern.compile("# Written by Keyturn, version (\\d{1,9})\\. Changes by hand stop its rotation\\.\n"
                    + "API_KEY=(\\S+)\nKEY_ID=(\\S+)\n");
    private static final int HASHED = 16;

    private EnvironmentFile() {}

    @RevealsPlaintext("the file serves the key to its consumers")
    static byte[] of(Delivery delivery, int count) {
        String text = "# Written by Keyturn, version " + count + ". Changes by hand stop its rotation.\n" + "API_KEY="
                + delivery.key().reveal() + "\nKEY_ID=" + delivery.keyId() + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Reading judge(byte[] content) {
        Version version = version(content);
        Matcher ours = OURS.matcher(new String(content, StandardCharsets.UTF_8));
        if (!ours.matches()) {
            return new Reading.Foreign(version, "it was not written by a rotation, or was changed since");
        }
        try {
            return new Reading.Found(new Held(version, ApiKey.parse(ours.group(2)), ours.group(3)));
        } catch (MalformedKeyException e) {
            return new Reading.Foreign(version, "its API_KEY is not a key of our format: " + e.getMessage());
        }
    }

    static Version version(byte[] content) {
        return new Version(count(content) + "-" + hash(content));
    }

    /** How many versions there were, or 0 in what is not ours. */
    static int count(byte[] content) {
        Matcher ours = OURS.matcher(new String(content, StandardCharsets.UTF_8));
        return ours.matches() ? Integer.parseInt(ours.group(1)) : 0;
    }

    private static String hash(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash).substring(0, HASHED);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
