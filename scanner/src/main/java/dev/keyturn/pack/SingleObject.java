package dev.keyturn.pack;

import java.io.IOException;
import java.io.InputStream;

/** One stored object, of any size; valid until the next is opened. */
public final class SingleObject {
    private final Kind kind;
    private final long size;
    private final Opening opening;

    /** How its bytes are come by. */
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    SingleObject(Kind kind, long size, Opening opening) {
        this.kind = kind;
        this.size = size;
        this.opening = opening;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether it is better not taken into memory. */
    public boolean large() {
        return size > Descent.LARGEST;
    }

    /**
     * All of its bytes.
     *
     * @param most how many are taken into memory
     * @throws IOException if it is damaged, or has more
     */
    public byte[] bytes(int most) throws IOException {
        if (size > most) {
            throw new DamagedObjectException("an object that is too large to be what it says");
        }
        try (InputStream stream = stream()) {
            byte[] bytes = stream.readNBytes((int) size);
            if (bytes.length < size || stream.read() >= 0) {
                throw new DamagedObjectException("an object of another size than it says");
            }
            return bytes;
        }
    }

    /** Its bytes, which fail at the end if they are not as many as it says. */
    public InputStream stream() throws IOException {
        return opening.open();
    }
}
