package dev.keyturn.finding;

import dev.keyturn.source.Commit;
import dev.keyturn.source.Place;
import dev.keyturn.source.Skipped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of names: a file, a branch or an author can be called like one. What was only readable in an
 * encoded form goes as a whole.
 */
final class Redaction {
    private static final String HIDDEN = "…";

    private final Map<String, String> masks;

    /** @param masks secrets that were seen in names, with what may be shown of them */
    Redaction(Map<String, String> masks) {
        this.masks = masks;
    }

    /** The place without secrets; {@code named} says that this place's own name is one. */
    Place of(Place place, boolean named) {
        String clean = clean(place.file());
        if (named && clean.equals(place.file())) {
            clean = clean.substring(0, clean.lastIndexOf('/') + 1) + HIDDEN;
        }
        return new Place(place.repository(), place.kind(), clean, place.line(), commit(place.commit()));
    }

    String of(String name) {
        return clean(name);
    }

    Skipped of(Skipped skipped) {
        return new Skipped(clean(skipped.name()), skipped.reason());
    }

    private @Nullable Commit commit(@Nullable Commit commit) {
        return commit == null
                ? null
                : new Commit(commit.id(), clean(commit.author()), clean(commit.email()), commit.date());
    }

    private String clean(String text) {
        String clean = text;
        for (Map.Entry<String, String> mask : masks.entrySet()) {
            clean = clean.replace(mask.getKey(), mask.getValue());
        }
        return clean;
    }
}
