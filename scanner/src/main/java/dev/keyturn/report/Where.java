package dev.keyturn.report;

import dev.keyturn.source.Place;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A place in words, and as the relative address that code hosts understand. */
final class Where {
    /** Segments that would lead out of the repository: a tree can name its entries like that. */
    private static final Pattern DOTS = Pattern.compile("(?<![^/])\\.{1,2}(?![^/])");

    private Where() {}

    /** {@code file:line}, or what else the thing is called. */
    static String of(Place place) {
        return switch (place.kind()) {
            case CONTENT, UNREACHABLE -> place.file() + ":" + place.line();
            case FILE_NAME, REF_NAME -> place.file() + " (" + place.kind().words() + ")";
            case COMMIT, TAG -> place.file() + ", line " + place.line();
        };
    }

    /** A path relative to the working directory, escaped for use in an address. */
    static String uri(Place place) {
        String path = place.file();
        if (path.startsWith("/")) {
            Path here = Path.of("").toAbsolutePath();
            Path there = Path.of(path);
            path = there.startsWith(here) ? here.relativize(there).toString() : path.replaceFirst("^/+", "");
        }
        try {
            String escaped =
                    new URI(null, null, "/" + path, null).toASCIIString().substring(1);
            return DOTS.matcher(escaped.replace(":", "%3A"))
                    .replaceAll(dots -> dots.group().replace(".", "%2E"));
        } catch (URISyntaxException e) {
            return "unnamed";
        }
    }
}
