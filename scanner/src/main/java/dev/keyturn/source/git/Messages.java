package dev.keyturn.source.git;

import dev.keyturn.pack.Kind;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sighting;
import org.eclipse.jgit.lib.ObjectId;

/** Places what was seen in objects that are no files of a commit: commits and tags themselves, what refs point to. */
final class Messages {
    private final String repository;
    private final Seen seen;
    private final CommitDetails details;

    Messages(String repository, Seen seen, CommitDetails details) {
        this.repository = repository;
        this.seen = seen;
        this.details = details;
    }

    /** What the message or the header of a commit holds; the ids of its tree and parents only look like secrets. */
    void commit(CommitNode commit) {
        int ids = 1 + commit.parents().length;
        for (Sighting sighting : seen.of(commit)) {
            if (sighting.line() <= ids) {
                continue;
            }
            int line = sighting.line() - details.headerLines(commit, Kind.COMMIT);
            String what = line > 0 ? "commit message" : "commit author";
            Place place = new Place(repository, Place.Kind.COMMIT, what, Math.max(1, line), details.of(commit));
            seen.place(sighting, place);
        }
    }

    /** What the tag objects hold on the way from a ref, and the files that a ref points to. */
    void refs(Tips tips) {
        tips.tags().forEach((tag, ref) -> object(tag, ref, Place.Kind.TAG));
        tips.blobs().forEach((blob, ref) -> object(blob, ref, Place.Kind.CONTENT));
    }

    private void object(ObjectId object, String ref, Place.Kind kind) {
        int header = kind == Place.Kind.TAG ? details.headerLines(object, Kind.TAG) : 0;
        for (Sighting sighting : seen.of(object)) {
            int line = sighting.line() > header ? sighting.line() - header : 1;
            seen.place(sighting, new Place(repository, kind, Seen.file(ref, sighting), line, null));
        }
    }
}
