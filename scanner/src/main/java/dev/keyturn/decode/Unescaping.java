package dev.keyturn.decode;

/** One pass over a run of bytes that writes what its escapes stand for. */
final class Unescaping {
    private final byte[] bytes;
    private final int end;
    private final byte[] result;
    private int at;
    private int count;

    Unescaping(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.result = new byte[end - from];
    }

    /** Valid up to {@link #count}. */
    byte[] run() {
        while (at < end) {
            int escape = Escape.read(bytes, at, end);
            int character = escape >>> 8;
            if (escape != 0 && (character == Escape.NOTHING || Escape.isInvisible(character))) {
                at += escape & 0xff;
            } else if (escape != 0 && character >= ' ' && character < 0x7f) {
                result[count++] = (byte) character;
                at += escape & 0xff;
            } else {
                result[count++] = bytes[at++];
            }
        }
        return result;
    }

    int count() {
        return count;
    }
}
