package dev.keyturn.decode.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A deflated run inside a window; at its end the window stands behind it. */
final class Deflated extends InputStream {
    private final Window window;
    private final Inflater inflater;

    /** @param inflater fresh, or reset; the caller ends it */
    Deflated(Window window, Inflater inflater) {
        this.window = window;
        this.inflater = inflater;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            int count = inflater.inflate(target, offset, length);
            while (count == 0 && !inflater.finished()) {
                feed();
                count = inflater.inflate(target, offset, length);
            }
            return count == 0 ? -1 : count;
        } catch (DataFormatException e) {
            throw new IOException("damaged", e);
        } finally {
            if (inflater.finished()) {
                window.unread(inflater.getRemaining());
                inflater.setInput(new byte[0]);
            }
        }
    }

    private void feed() throws IOException {
        if (inflater.needsDictionary() || inflater.needsInput() && !window.feed(inflater)) {
            throw new EOFException("cut off");
        }
    }

    /** Gives back what was fed and is not used, when reading ends before the run does. */
    void abandon() {
        if (!inflater.finished()) {
            window.unread(inflater.getRemaining());
        }
    }
}
