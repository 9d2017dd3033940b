package dev.keyturn.intake;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file in a commit, as the address of its page tells it; what is no such address is a path. */
record BlobAddress(String repository, String commit, String path) {
    private static final Pattern SHAPE =
            Pattern.compile("(https?://[^\\s?#]{1,300}?)/(?:-/)?(?:blob|commit|raw)/([0-9a-f]{7,64})(?:/([^?#]*))?.*");

    static BlobAddress of(String url) {
        Matcher matcher = SHAPE.matcher(url);
        if (!matcher.matches()) {
            return new BlobAddress("", "", url);
        }
        String path = matcher.group(3);
        return new BlobAddress(matcher.group(1), matcher.group(2), path == null ? "" : path);
    }
}
