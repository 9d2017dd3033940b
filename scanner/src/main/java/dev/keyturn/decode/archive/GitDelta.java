package dev.keyturn.decode.archive;

import java.io.IOException;
import java.util.Arrays;

/** Applies a delta of git; of a base that is not there only what is inserted comes out. */
final class GitDelta {
    private final byte[] delta;
    private int at;

    private GitDelta(byte[] delta) {
        this.delta = delta;
    }

    /** @throws IOException if the delta is damaged or its result larger than {@code most} bytes */
    static byte[] apply(byte[] base, byte[] delta, int most) throws IOException {
        return new GitDelta(delta).apply(base, most);
    }

    private byte[] apply(byte[] base, int most) throws IOException {
        number();
        long size = number();
        if (size > most) {
            throw new IOException("too large an object");
        }
        byte[] result = new byte[(int) size];
        int made = 0;
        while (at < delta.length) {
            int command = delta[at++];
            if (command >= 0) {
                System.arraycopy(delta, at, result, made, command);
                at += command;
                made += command;
            } else {
                int offset = bytes(command, 4);
                int length = bytes(command >> 4, 3);
                length = length == 0 ? 1 << 16 : length;
                if (base.length > 0) {
                    System.arraycopy(base, offset, result, made, length);
                    made += length;
                }
            }
        }
        return made == result.length ? result : Arrays.copyOf(result, made);
    }

    private long number() {
        long number = 0;
        int shift = 0;
        boolean more = true;
        while (more && at < delta.length) {
            number |= (long) (delta[at] & 127) << shift;
            shift += 7;
            more = delta[at++] < 0;
        }
        return number;
    }

    private int bytes(int present, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            if ((present >> i & 1) != 0) {
                value |= (delta[at++] & 0xff) << 8 * i;
            }
        }
        return value;
    }
}
