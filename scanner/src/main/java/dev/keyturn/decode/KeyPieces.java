package dev.keyturn.decode;

import dev.keyturn.key.ApiKey;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
            "sk[_]",
            "s k _",
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

    /** How to pass over what a program has between two strings; null where all letters are taken to be the key's. */
    private final @Nullable CodeBetween code;

    private KeyPieces(byte[] bytes, int at, int limit, @Nullable CodeBetween code) {
        this.bytes = bytes;
        this.at = at;
        this.limit = limit;
        this.code = code;
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
        int limit = Math.min(text.length(), start + FURTHEST);
        KeyPieces pieces = new KeyPieces(bytes, start, limit, null);
        KeyPieces last = pieces;
        if (!pieces.isKey()) {
            last = new KeyPieces(bytes, start, limit, new CodeBetween(bytes, limit));
            last.isKey();
        }
        if (last.isWhole()) {
            out.accept(text.decoded(Encoding.PIECES, start, last.key, last.count));
        }
        return Math.max(pieces.at, last.at) - anchor;
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

    private boolean isKey() {
        read();
        return isWhole() && ApiKey.lengthAt(key, 0, count) == count;
    }

    private boolean isWhole() {
        return tail == TAIL;
    }

    private void read() {
        int gap = 0;
        while (at >= 0 && at < limit && gap <= WIDEST_GAP && tail < TAIL) {
            int character = next(gap > 0);
            if (character < 0) {
                gap++;
            } else if (take((byte) character)) {
                gap = 0;
            } else {
                return;
            }
        }
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
        if (code != null && !between && passCode(code)) {
            return -1;
        }
        if (here == '_' && between && isLineEnd(at + 1)) {
            at++;
            return -1;
        }
        int string = between ? behindPrefix() : at;
        if (string > at) {
            at = string;
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
        if (here == '<' && at + 1 < limit && bytes[at + 1] == '!') {
            return at + 2 < limit && bytes[at + 2] == '[' ? skipSection() : skipTo('>');
        }
        at++;
        return -1;
    }

    /** Passes over the code between the end of a string, or of a line, and what goes on; false if there is none. */
    private boolean passCode(CodeBetween program) {
        byte here = bytes[at];
        if (isQuote(here)) {
            int next = program.nextString(at + 1);
            at = next < 0 ? limit : next;
            return true;
        }
        int value = here == '\n' ? program.behindAssignment(at + 1) : at + 1;
        boolean assigned = value > at + 1;
        at = assigned ? value : at;
        return assigned;
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

    /** The quote behind letters that start a string, as in {@code b'…'} and {@code u8"…"}; the same offset if none do. */
    private int behindPrefix() {
        int end = at;
        while (end < limit && end - at < 2 && isWord(bytes[end])) {
            end++;
        }
        boolean starts = at > 0 && !isWord(bytes[at - 1]) && !isQuote(bytes[at - 1]);
        return starts && end < limit && isQuote(bytes[end]) ? end : at;
    }

    private static boolean isQuote(byte character) {
        return character == '"' || character == '\'' || character == '`';
    }

    /** Passes over what starts a section of XML, as in {@code <![CDATA[}. */
    private int skipSection() {
        at += 3;
        return skipTo('[');
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
