package dev.keyturn.decode;

import dev.keyturn.source.Lines;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to search: those of a piece, or what a part of another text stands for. It knows the way back to the line where
 * its encoded form starts.
 */
public final class Text {
    /** How often a text is decoded again. */
    public static final int DEEPEST = 6;

    private static final byte[] ALLOW = ":allow".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] KEYTURN = "keyturn".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GITLEAKS = "gitleaks".getBytes(StandardCharsets.US_ASCII);

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
    private @Nullable BitSet allowing;

    /** The lines that were looked through for such a comment last; none at first. */
    private int lineStart = Integer.MAX_VALUE;

    private int lineEnd;
    private boolean lineAllows;

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

    /** Goes on from where it was asked last, back or forth, so that the lines are counted in one way through a text. */
    private long ownLinesBefore(int offset) {
        int from = Math.min(counted, offset);
        int to = Math.max(counted, offset);
        int way = offset < counted ? -1 : 1;
        feeds += way * Lines.count(bytes, from, to, '\n');
        returns += way * Lines.count(bytes, from, to, '\r');
        counted = offset;
        return feeds > 0 ? feeds : returns;
    }

    /** Whether a comment allows what stands in the lines of the piece that {@code [from, to)} touches. */
    public boolean allows(int from, int to) {
        int last = Math.max(from, to - 1);
        return parent == null ? allowsHere(from, last) : root().allowsLines(linesBefore(from), linesBefore(last));
    }

    /** Looks through a line once, however much stands in it. */
    private boolean allowsHere(int first, int last) {
        if (first < lineStart || last > lineEnd) {
            lineStart = first;
            while (lineStart > 0 && !isLineEnd(bytes[lineStart - 1])) {
                lineStart--;
            }
            lineEnd = last;
            while (lineEnd < length && !isLineEnd(bytes[lineEnd])) {
                lineEnd++;
            }
            lineAllows = nextAllow(lineStart, lineEnd) >= 0;
        }
        return lineAllows;
    }

    private static boolean isLineEnd(byte character) {
        return character == '\n' || character == '\r';
    }

    private boolean allowsLines(long firstLine, long lastLine) {
        if (allowing == null) {
            allowing = allowingLines();
        }
        int next = firstLine > Integer.MAX_VALUE ? -1 : allowing.nextSetBit((int) firstLine);
        return next >= 0 && next <= lastLine;
    }

    private BitSet allowingLines() {
        BitSet lines = new BitSet();
        int counted = 0;
        int line = 0;
        for (int at = nextAllow(0, length); at >= 0; at = nextAllow(at + 1, length)) {
            line += Math.toIntExact(Lines.count(bytes, counted, at, '\n'));
            counted = at;
            lines.set(line);
        }
        return lines;
    }

    /** Where the next comment that allows something has its colon; -1 if none has one in {@code [from, to)}. */
    private int nextAllow(int from, int to) {
        for (int at = from; at + ALLOW.length <= to; at++) {
            if (bytes[at] == ALLOW[0]
                    && Arrays.equals(bytes, at, at + ALLOW.length, ALLOW, 0, ALLOW.length)
                    && (endsWith(at, KEYTURN) || endsWith(at, GITLEAKS))) {
                return at;
            }
        }
        return -1;
    }

    private boolean endsWith(int end, byte[] word) {
        return end >= word.length && Arrays.equals(bytes, end - word.length, end, word, 0, word.length);
    }
}
