package dev.keyturn.source;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where something stands.
 *
 * @param repository the repository's name or address without credentials; null outside a repository
 * @param kind what the thing is that holds it
 * @param file path from the root of the repository or as given on the command line; for what is no file, its name (a
 *     ref, {@code commit message})
 * @param line counted from 1
 * @param commit the commit that introduced it; null where there is none
 */
public record Place(
        @Nullable String repository,
        Kind kind,
        String file,
        int line,
        @Nullable Commit commit) {
    /** What holds it. */
    public enum Kind {
        CONTENT("content"),
        FILE_NAME("file name"),
        COMMIT("commit message"),
        TAG("tag message"),
        REF_NAME("ref name"),
        UNREACHABLE("unreachable object");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** As reports say it. */
        public String words() {
            return words;
        }
    }

    /** By hand, like equality: what records have for it takes Java longer to make than a hook has. */
    @Override
    public int hashCode() {
        return ((Objects.hashCode(repository) * 31 + kind.hashCode()) * 31 + file.hashCode()) * 31
                + line * 31
                + Objects.hashCode(commit);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Place place
                && line == place.line
                && kind == place.kind
                && file.equals(place.file)
                && Objects.equals(repository, place.repository)
                && Objects.equals(commit, place.commit);
    }

    /** The id of the commit, or an empty string. */
    public String commitId() {
        return commit == null ? "" : commit.id();
    }
}
