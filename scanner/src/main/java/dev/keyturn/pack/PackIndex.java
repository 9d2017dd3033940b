package dev.keyturn.pack;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The index of a pack, in memory.
 *
 * @param ids what the pack has
 * @param offsets where each begins in it, by the number of its id
 */
record PackIndex(IdTable ids, long[] offsets) {
    /**
     * @param file a regular file
     * @throws IOException if it cannot be read, or is no index
     */
    static PackIndex read(Path file) throws IOException {
        IndexFile index = IndexFile.open(file);
        IdTable table = new IdTable(index.ids());
        if (!table.sorted()) {
            throw new DamagedObjectException("pack index whose ids are out of order");
        }
        return new PackIndex(table, index.offsets());
    }
}
