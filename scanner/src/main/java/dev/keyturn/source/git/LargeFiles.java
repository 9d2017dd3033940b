package dev.keyturn.source.git;

import dev.keyturn.source.LargeFilePointer;
import dev.keyturn.source.Look;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import dev.keyturn.source.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads what pointers of git LFS stand for as the content of the file that is one. Where the object is not in the
 * repository, that is said once for each.
 */
final class LargeFiles implements Sink {
    private final Path objects;
    private final Sink sink;

    LargeFiles(GitRepository repository, Sink sink) {
        this.objects = repository.common().resolve("lfs").resolve("objects");
        this.sink = sink;
    }

    /** A pointer is open for good: what it points to may come or go without a change in the repository. */
    @Override
    public Look piece(Piece piece) {
        Look look = sink.piece(piece);
        String target = LargeFilePointer.target(piece.bytes(), piece.length());
        if (target == null) {
            return look;
        }
        piece.open().cover(0, piece.length());
        resolve(piece, target);
        return Look.SIGHTED;
    }

    private void resolve(Piece piece, String id) {
        Path object =
                objects.resolve(id.substring(0, 2)).resolve(id.substring(2, 4)).resolve(id);
        if (!Files.isRegularFile(object)) {
            sink.skip(new Skipped("git LFS object " + id, "not fetched (git lfs fetch --all brings it)"));
            return;
        }
        try (InputStream content = Files.newInputStream(object)) {
            sink.stream(piece.name(), piece.place(), content);
        } catch (IOException e) {
            sink.skip(new Skipped("git LFS object " + id, "not readable"));
        }
    }

    @Override
    public Look stream(String name, @Nullable Place place, InputStream stream) throws IOException {
        return sink.stream(name, place, stream);
    }

    @Override
    public void skip(Skipped skipped) {
        sink.skip(skipped);
    }

    @Override
    public Tally tally() {
        return sink.tally();
    }
}
