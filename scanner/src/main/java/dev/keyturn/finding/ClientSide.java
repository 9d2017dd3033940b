package dev.keyturn.finding;

import dev.keyturn.source.Place;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells what is delivered to browsers and phones, where a key is in everybody's hands, by the path of a place. */
final class ClientSide {
    private static final String RULE =
            ": keys of this format must never be in client-side code (bundles, React components, mobile binaries), where "
                    + "everybody who loads it can read them. Call a server that holds the key instead";

    private static final Pattern MOBILE =
            Pattern.compile("(^|[/!])[^/!]*\\.(apk|apks|xapk|aab|ipa|aar|dex)(!|$)|(^|[/!])Payload/[^/!]+\\.app/");
    private static final Pattern COMPONENT = Pattern.compile("\\.(jsx|tsx|vue|svelte)$");
    private static final Pattern BUNDLE_NAME = Pattern.compile(
            "(\\.min\\.m?js|\\.(bundle|chunk)\\.m?js|[-.][0-9a-z_-]{8,20}\\.m?js|\\.[mc]?js\\.map|\\.css\\.map|\\.bundle)$");
    private static final Pattern BUNDLE_FOLDER = Pattern.compile(
            "(^|[/!])(dist|build|out|public|www|static|assets|bundle|bundles|\\.next|_next|\\.nuxt|_nuxt|\\.output|\\.svelte-kit)"
                    + "/([^!]*/)?[^/!]+\\.(m?js|html?|css|map|wasm)$");

    private ClientSide() {}

    /** The reason in a sentence without a full stop, or null if no place is delivered to clients. */
    static @Nullable String reason(List<Place> places) {
        for (Place place : places) {
            String what = kind(place.file());
            if (place.kind() == Place.Kind.CONTENT && what != null) {
                return "in " + what + RULE;
            }
        }
        return null;
    }

    private static @Nullable String kind(String path) {
        if (MOBILE.matcher(path).find()) {
            return "a mobile binary";
        }
        String lower = path.toLowerCase(Locale.ROOT);
        if (COMPONENT.matcher(lower).find()) {
            return "a component of a web page";
        }
        boolean bundle = BUNDLE_NAME.matcher(lower).find()
                || BUNDLE_FOLDER.matcher(lower).find();
        return bundle ? "a web bundle" : null;
    }
}
