package dev.keyturn.submit;

import dev.keyturn.finding.Finding;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.source.Commit;
import dev.keyturn.source.Place;
import dev.keyturn.wire.LeakSighting;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the api is told of a scan: keys of our format, by fingerprint, with their places. */
final class Sightings {
    /** One key in very many files is one leak: the first places tell enough of it. */
    private static final int PLACES_PER_KEY = 100;

    private Sightings() {}

    static List<LeakSighting> of(ScanOutcome outcome, String source) {
        Set<LeakSighting> sightings = new LinkedHashSet<>();
        for (Finding finding : outcome.findings()) {
            Fingerprint fingerprint = finding.fingerprint();
            if (fingerprint != null) {
                finding.places().stream()
                        .limit(PLACES_PER_KEY)
                        .map(place -> sighting(fingerprint, place, source))
                        .forEach(sightings::add);
            }
        }
        return List.copyOf(sightings);
    }

    private static LeakSighting sighting(Fingerprint fingerprint, Place place, String source) {
        Commit commit = place.commit();
        return new LeakSighting(
                fingerprint.hex(),
                masked(place.repository()),
                commit == null ? null : commit.id(),
                masked(place.file()),
                place.line(),
                commit == null ? null : masked(commit.author() + " <" + commit.email() + ">"),
                commit == null ? null : commit.date(),
                source);
    }

    /** A key may stand in a file's name or in an author's address as well. */
    private static @Nullable String masked(@Nullable String text) {
        if (text == null || !text.contains(ApiKey.PREFIX)) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder masked = new StringBuilder();
        int kept = 0;
        for (int at = 0; at < bytes.length; at++) {
            int length = ApiKey.lengthAt(bytes, at, bytes.length);
            if (length > 0) {
                String key = new String(bytes, at, length, StandardCharsets.US_ASCII);
                masked.append(new String(bytes, kept, at - kept, StandardCharsets.UTF_8))
                        .append(ApiKey.parse(key).hint());
                kept = at + length;
                at = kept - 1;
            }
        }
        return masked.append(new String(bytes, kept, bytes.length - kept, StandardCharsets.UTF_8))
                .toString();
    }
}
