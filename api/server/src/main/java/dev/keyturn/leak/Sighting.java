package dev.keyturn.leak;

import dev.keyturn.key.Fingerprint;
import dev.keyturn.problem.Redaction;
import dev.keyturn.wire.LeakSighting;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A reported sighting that can be read: its words cut to what is kept and free of anything that may be a key. */
record Sighting(
        Fingerprint fingerprint,
        String repository,
        String commit,
        String path,
        int line,
        @Nullable String author,
        @Nullable Instant committedAt,
        String source) {
    private static final int LONGEST = 500;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /** Empty if it names no fingerprint. */
    static Optional<Sighting> of(@Nullable LeakSighting reported) {
        if (reported == null || reported.fingerprint() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(reported));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Sighting read(LeakSighting reported) {
        String author = words(reported.author());
        String source = words(reported.source());
        return new Sighting(
                new Fingerprint(reported.fingerprint()),
                words(reported.repository()),
                words(reported.commit()),
                words(reported.path()),
                reported.line() == null ? 0 : Math.max(0, reported.line()),
                author.isEmpty() ? null : author,
                possible(reported.committedAt()),
                source.isEmpty() ? "report" : source);
    }

    /** Absent if no commit can be of then: whatever it claims, the key is dealt with. */
    private static @Nullable Instant possible(@Nullable Instant given) {
        return given == null || given.isBefore(Instant.EPOCH) || given.isAfter(LATEST) ? null : given;
    }

    private static String words(@Nullable String given) {
        return given == null ? "" : Redaction.words(given, LONGEST);
    }
}
