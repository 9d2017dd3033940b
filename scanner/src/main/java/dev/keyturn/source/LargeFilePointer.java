package dev.keyturn.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The file of three lines that git LFS keeps in place of a large one. */
public final class LargeFilePointer {
    private static final byte[] START = "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern OID = Pattern.compile("(?m)^oid sha256:([0-9a-f]{64})$");
    private static final int LARGEST = 1024;

    private LargeFilePointer() {}

    /** SHA-256, in hexadecimal, of the content that {@code bytes[0, length)} point to; null if they are no pointer. */
    public static @Nullable String target(byte[] bytes, int length) {
        if (length > LARGEST
                || length < START.length
                || !Arrays.equals(bytes, 0, START.length, START, 0, START.length)) {
            return null;
        }
        Matcher oid = OID.matcher(new String(bytes, 0, length, StandardCharsets.US_ASCII));
        return oid.find() ? oid.group(1) : null;
    }
}
