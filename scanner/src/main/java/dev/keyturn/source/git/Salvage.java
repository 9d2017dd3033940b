package dev.keyturn.source.git;

import dev.keyturn.pack.StoreListing;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Packs that git cannot look into, for their index is missing or damaged: read from their first byte on, as a pack among
 * files is. To which commits their objects belong is not known then.
 */
final class Salvage {
    private Salvage() {}

    /** Reads those of a store; returns whether there were any. */
    static boolean read(List<Path> directories, Sink sink) {
        List<Path> packs = StoreListing.packsWithoutIndex(directories);
        for (Path pack : packs) {
            String name = "objects/pack/" + pack.getFileName();
            sink.skip(new Skipped(name, "no whole index: read as any file is (git index-pack makes one)"));
            try (InputStream bytes = Files.newInputStream(pack)) {
                sink.stream(name, new Place(null, Place.Kind.CONTENT, name, 1, null), bytes);
            } catch (IOException e) {
                sink.skip(new Skipped(name, "cannot be read"));
            }
        }
        return !packs.isEmpty();
    }
}
