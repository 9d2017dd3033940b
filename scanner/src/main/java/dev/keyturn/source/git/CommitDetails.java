package dev.keyturn.source.git;

import dev.keyturn.pack.Kind;
import dev.keyturn.source.Commit;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.util.RawParseUtils;

/** Author and date of the few commits that findings name. */
final class CommitDetails {
    private final Objects objects;
    private final Map<ObjectId, Commit> known = new HashMap<>();

    CommitDetails(Objects objects) {
        this.objects = objects;
    }

    Commit of(ObjectId id) {
        return known.computeIfAbsent(id.copy(), this::load);
    }

    /** Lines of a commit's or a tag's header, with the empty one that ends it. */
    int headerLines(ObjectId id, Kind kind) {
        byte[] raw = objects.read(id, kind);
        int message = raw == null
                ? -1
                : kind == Kind.TAG ? RawParseUtils.tagMessage(raw, 0) : RawParseUtils.commitMessage(raw, 0);
        return message < 0 || raw == null ? 0 : (int) dev.keyturn.source.Lines.count(raw, 0, message);
    }

    private Commit load(ObjectId id) {
        byte[] raw = objects.read(id, Kind.COMMIT);
        int author = raw == null ? -1 : RawParseUtils.author(raw, 0);
        Commit nobody = new Commit(id.name(), "", "", Instant.EPOCH);
        return author < 0 || raw == null ? nobody : by(raw, author, nobody);
    }

    /** Who wrote it and when; JGit's parser fails in several ways on a line that is no such thing. */
    private static Commit by(byte[] raw, int author, Commit nobody) {
        try {
            PersonIdent person = RawParseUtils.parsePersonIdent(raw, author);
            return person == null
                    ? nobody
                    : new Commit(nobody.id(), person.getName(), person.getEmailAddress(), person.getWhenAsInstant());
        } catch (RuntimeException e) {
            return nobody;
        }
    }
}
