package dev.keyturn.decode;

import dev.keyturn.key.ApiKey;
import java.util.List;
import java.util.function.Consumer;

/**
 * A key of ours that is written in pieces: strings that are added or stand in a list, lines that are wrapped, quoted or
 * commented out, marks of emphasis, colours and characters without width in between, single characters escaped. Since
 * the checksum decides in the end, whatever is no letter or digit may stand between two characters of a key.
 */
public final class KeyPieces {
    /** Where the first two characters stand, and the third does not follow plainly or is not followed by a key. */
    public static final List<String> ANCHORS = List.of(
            "sk_",
            "sk\\",
            "sk\"",
            "sk'",
            "sk`",
            "sk\n",
            "sk\r",
            "sk%",
            "sk&",
            "sk=",
            "sk<",
            "sk{",
            "sk+",
            "sk*",
            "sk\u001b",
            "sk\u00ad",
            "sk\u200b",
            "sk\u200c",
            "sk\u200d",
            "sk\u2060",
            "sk\ufeff",
            "sk\uff3f",
            "'s','k'",
            "'s', 'k'",
            "\"s\",\"k\"",
            "\"s\", \"k\"",
            "s\"+\"k",
            "s\" + \"k",
            "s'+'k",
            "s' + 'k",
            "\nk_",
            " k_",
            "\tk_",
            "\"k_",
            "'k_",
            ">k_");

    private static final int LONGEST = ApiKey.MAX_LENGTH;
    private static final int TAIL = ApiKey.ENTROPY_LENGTH + ApiKey.CHECKSUM_LENGTH;
    private static final int SHORTEST_TAG = 2;
    private static final int LONGEST_TAG = 12;
    private static final int WIDEST_GAP = 120;
    private static final int LONGEST_MARK = 200;
    private static final int FURTHEST = 4096;

    private final byte[] bytes;
    private final int limit;
    private final byte[] key = new byte[LONGEST];
    private int at;
    private int count;
    private boolean inTail;
    private int tail;

    private KeyPieces(byte[] bytes, int at, int limit) {
        this.bytes = bytes;
        this.at = at;
        this.limit = limit;
    }

    /**
     * Hands over the key whose pieces start at an anchor, if they can be one.
     *
     * @return how many bytes from the anchor on were looked at
     */
    public static int decode(Text text, int anchor, Consumer<Text> out) {
        byte[] bytes = text.bytes();
        int start = start(bytes, anchor, text.length());
        if (start < 0 || isPlain(bytes, start, text.length())) {
            return 0;
        }
        KeyPieces pieces = new KeyPieces(bytes, start, Math.min(text.length(), start + FURTHEST));
        if (pieces.read()) {
            out.accept(text.decoded(Encoding.PIECES, start, pieces.key, pieces.count));
        }
        return pieces.at - anchor;
    }

    /** The first character of the key, which may stand before the anchor; -1 if it is not there. */
    private static int start(byte[] bytes, int anchor, int length) {
        int at = bytes[anchor] == 's' ? anchor : anchor + 1;
        if (at < length && bytes[at] == 'k') {
            at = anchor;
            int earliest = Math.max(0, anchor - WIDEST_GAP);
            while (at > earliest && !isWord(bytes[at])) {
                at--;
            }
        }
        return at < length && bytes[at] == 's' ? at : -1;
    }

    /** Whether what stands there in one piece is either a key or none, whatever follows. */
    private static boolean isPlain(byte[] bytes, int start, int length) {
        int at = start + 1;
        if (at >= length || isWord(bytes[at]) && bytes[at] != 'k') {
            return true;
        }
        if (at + 1 >= length || bytes[at] != 'k' || bytes[at + 1] != '_') {
            return false;
        }
        int tag = at + 2;
        int end = tag;
        while (end < length && end - tag <= LONGEST_TAG && isTag(bytes[end])) {
            end++;
        }
        if (end == length || bytes[end] != '_') {
            return end == length || isWord(bytes[end]);
        }
        int rest = end + 1;
        while (rest < length && rest - end <= TAIL && isBase62(bytes[rest])) {
            rest++;
        }
        return end - tag < SHORTEST_TAG || rest == length || rest - end > TAIL || bytes[rest] == '_';
    }

    private boolean read() {
        int gap = 0;
        while (at < limit && gap <= WIDEST_GAP && tail < TAIL) {
            int character = next(gap > 0);
            if (character < 0) {
                gap++;
            } else if (take((byte) character)) {
                gap = 0;
            } else {
                return false;
            }
        }
        return tail == TAIL;
    }

    /** Takes the next character of the key; false if no key has it there. */
    private boolean take(byte character) {
        boolean fits;
        if (count < ApiKey.PREFIX.length()) {
            fits = character == ApiKey.PREFIX.charAt(count);
        } else if (inTail) {
            fits = isBase62(character);
            tail++;
        } else if (character == '_') {
            fits = count - ApiKey.PREFIX.length() >= SHORTEST_TAG;
            inTail = true;
        } else {
            fits = isTag(character) && count - ApiKey.PREFIX.length() < LONGEST_TAG;
        }
        if (fits) {
            key[count++] = character;
        }
        return fits;
    }

    /** The next character that a key can have, or -1 for what stands between two of them. */
    private int next(boolean between) {
        byte here = bytes[at];
        if (here == '_' && between && isLineEnd(at + 1)) {
            at++;
            return -1;
        }
        if (isWord(here)) {
            return between && isCall() ? skipTo('(') : bytes[at++];
        }
        int escape = Escape.read(bytes, at, limit);
        if (escape != 0) {
            at += escape & 0xff;
            int character = escape >>> 8;
            return character < 0x7f && isWord((byte) character) ? character : -1;
        }
        if (here == '<' && at + 1 < limit && (bytes[at + 1] == '/' || isWord(bytes[at + 1]))) {
            return skipTo('>');
        }
        at++;
        return -1;
    }

    /** Visual Basic continues a line by an underscore behind a space. */
    private boolean isLineEnd(int behind) {
        boolean end = behind < limit && (bytes[behind] == '\r' || bytes[behind] == '\n');
        return end && bytes[behind - 2] == ' ';
    }

    /** Whether a method's name stands here, as in {@code .append(}. */
    private boolean isCall() {
        if (at == 0 || bytes[at - 1] != '.') {
            return false;
        }
        int end = at;
        while (end < limit && end - at < 12 && isWord(bytes[end])) {
            end++;
        }
        return end < limit && bytes[end] == '(';
    }

    private int skipTo(char close) {
        int end = at;
        while (end < limit && end - at < LONGEST_MARK && bytes[end] != close) {
            end++;
        }
        at = end < limit && bytes[end] == close ? end + 1 : at + 1;
        return -1;
    }

    private static boolean isTag(byte character) {
        return character >= 'a' && character <= 'z' || character >= '0' && character <= '9';
    }

    private static boolean isBase62(byte character) {
        return isTag(character) || character >= 'A' && character <= 'Z';
    }

    private static boolean isWord(byte character) {
        return isBase62(character) || character == '_';
    }
}
