package dev.keyturn.source.git;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads what {@code git cat-file --batch} writes: for each object {@code <id> <type> <size>}, its bytes, a line feed. */
final class BatchReader {
    private final InputStream input;
    private Content open = new Content(0);

    /** An object, of size -1 if it is not there. */
    record Answer(String id, long size) {}

    BatchReader(InputStream input) {
        this.input = new BufferedInputStream(input, 1 << 16);
    }

    /** The next line without its end; every byte of it is a character. */
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        int next = input.read();
        while (next != '\n') {
            if (next < 0) {
                throw new EOFException("it ends too early");
            }
            line.write(next);
            next = input.read();
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    Answer next() throws IOException {
        String[] words = line().split(" ");
        if (words.length == 2 && words[1].equals("missing")) {
            return new Answer(words[0], -1);
        }
        if (words.length != 3) {
            throw new IOException("an object that is not announced");
        }
        return new Answer(words[0], Long.parseLong(words[2]));
    }

    /** All of an object. */
    byte[] bytes(Answer answer) throws IOException {
        byte[] bytes = input.readNBytes((int) answer.size());
        if (bytes.length < answer.size()) {
            throw new EOFException("it ends too early");
        }
        end();
        return bytes;
    }

    /** An object, to be read before {@link #skipRest}. */
    InputStream content(Answer answer) {
        open = new Content(answer.size());
        return open;
    }

    void skip(Answer answer) throws IOException {
        input.skipNBytes(answer.size());
        end();
    }

    void skipRest() throws IOException {
        input.skipNBytes(open.left);
        end();
    }

    private void end() throws IOException {
        if (input.read() != '\n') {
            throw new EOFException("it ends too early");
        }
    }

    private final class Content extends InputStream {
        private long left;

        Content(long size) {
            left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = input.read(target, offset, (int) Math.min(left, length));
            if (count < 0) {
                throw new EOFException("it ends too early");
            }
            left -= count;
            return count;
        }
    }
}
