package dev.keyturn.source;

import dev.keyturn.pack.ObjectView;
import dev.keyturn.pack.Stretches;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run of bytes to look at: a whole file or object, or one chunk of a large one that overlaps with the one before.
 *
 * @param naming what the bytes are called where their place is known already (a path), else the id of the git object;
 *     asked for only if something is seen
 * @param place where they stand (its line is that of the first byte), or null if the source resolves the name later
 * @param bytes valid from 0 to {@code length}; the receiver must not keep or change them
 * @param length count of valid bytes
 * @param line line of the first byte, counted from 1
 * @param stretches the parts to be searched; the rest was looked at before, in a piece that did not leave it open
 * @param open takes what is to be looked at again in another piece that has it from this one
 * @param names whether each line is the name of a file or folder
 */
public record Piece(
        Supplier<String> naming,
        @Nullable Place place,
        byte[] bytes,
        int length,
        long line,
        Stretches stretches,
        Stretches open,
        boolean names) {
    /** Parts of some bytes. */
    public Piece(
            Supplier<String> naming, @Nullable Place place, byte[] bytes, int length, long line, Stretches stretches) {
        this(naming, place, bytes, length, line, stretches, new Stretches(), false);
    }

    /** An object under a sweep. */
    public Piece(ObjectView object) {
        this(object::name, null, object.bytes(), object.length(), 1, object.stretches(), object.open(), false);
    }

    /** All of some bytes. */
    public Piece(String name, @Nullable Place place, byte[] bytes, int length, long line) {
        this(
                () -> name,
                place,
                bytes,
                length,
                line,
                Stretches.whole(length),
                new Stretches(),
                place != null && place.kind() == Place.Kind.FILE_NAME);
    }

    /** What the bytes are called. */
    public String name() {
        return naming.get();
    }
}
