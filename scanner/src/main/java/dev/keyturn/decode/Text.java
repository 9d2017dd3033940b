package dev.keyturn.decode;

import dev.keyturn.source.Lines;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to search: those of a piece, or what a part of another text stands for. It knows the way back to the line where
 * its encoded form starts.
 */
public final class Text {
    /** How often a text is decoded again. */
    public static final int DEEPEST = 6;

    private static final byte[] ALLOW = ":allow".getBytes(StandardCharsets.US_ASCII);

    private final byte[] bytes;
    private final int length;
    private final @Nullable Text parent;
    private final Encoding encoding;
    private final int at;
    private final int depth;

    /** Lines were asked for up to here last, and so many ends of each kind stand before it. */
    private int counted;

    private long feeds;
    private long returns;
    private @Nullable Boolean allowing;

    private Text(byte[] bytes, int length, @Nullable Text parent, Encoding encoding, int at) {
        this.bytes = bytes;
        this.length = length;
        this.parent = parent;
        this.encoding = encoding;
        this.at = at;
        this.depth = parent == null ? 0 : parent.depth + 1;
    }

    /** The bytes of a piece. */
    public static Text plain(byte[] bytes, int length) {
        return new Text(bytes, length, null, Encoding.NONE, 0);
    }

    /** What the bytes from an offset on stand for. */
    Text decoded(Encoding how, int offset, byte[] result, int count) {
        return new Text(result, count, this, how, offset);
    }

    /** Valid from 0 to {@link #length}; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Count of bytes. */
    public int length() {
        return length;
    }

    /** Offset in the text that encodes it where that form of it starts. */
    public int start() {
        return at;
    }

    /** Whether it may be decoded once more. */
    public boolean decodable() {
        return depth < DEEPEST;
    }

    /** The piece's own text. */
    public Text root() {
        return parent == null ? this : parent.root();
    }

    /** Line ends in the piece before an offset of this text. */
    public long linesBefore(int offset) {
        if (parent == null) {
            return ownLinesBefore(offset);
        }
        if (encoding.keepsLines()) {
            return parent.linesBefore(at) + ownLinesBefore(offset);
        }
        return parent.linesBefore(Math.min(parent.length, at + encoding.encodedLength(offset)));
    }

    /** Goes on from where it was asked last, so that all lines of a text are counted in one way through it. */
    private long ownLinesBefore(int offset) {
        if (offset < counted) {
            counted = 0;
            feeds = 0;
            returns = 0;
        }
        feeds += Lines.count(bytes, counted, offset, '\n');
        returns += Lines.count(bytes, counted, offset, '\r');
        counted = offset;
        return feeds > 0 ? feeds : returns;
    }

    /** Whether the text has something like a comment that allows what stands in its line; looked for once. */
    public boolean mentionsAllow() {
        if (allowing == null) {
            allowing = findsAllow();
        }
        return allowing;
    }

    private boolean findsAllow() {
        for (int start = 0; start + ALLOW.length <= length; start++) {
            if (bytes[start] == ALLOW[0] && Arrays.equals(bytes, start, start + ALLOW.length, ALLOW, 0, ALLOW.length)) {
                return true;
            }
        }
        return false;
    }
}
