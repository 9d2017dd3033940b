package dev.keyturn.rule;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key whose shape says too little, so that its provider's name must stand before it: {@code acme_api_key = "…"}.
 * Names that are everyday words must be all of a word and be assigned to.
 */
final class Naming implements Regex.ByHand {
    /** Bytes that may stand between the name and the key. */
    static final int GAP = 48;

    private static final List<byte[]> HASHES =
            bytes("sha1", "sha2", "sha3", "sha5", "md5", "commit", "digest", "checksum");
    /** What stands before a checksum, as lock files and Subresource Integrity have it. */
    private static final List<byte[]> MARKS =
            bytes("h1:", "sha1-", "sha256-", "sha384-", "sha512-", "sha256:", "sha512:");

    private static final int LONGEST_CHECKSUM = 100;

    private static final List<byte[]> NOUNS =
            bytes("key", "token", "secret", "private", "access", "auth", "password", "passwd", "pwd");
    private static final String ASSIGNING = "_.-\"'`:=>,()[] \t";

    /** Letters and digits: no key starts right after one, which spares a closer look at most offsets. */
    private static final boolean[] IN_WORDS = new boolean[256];

    static {
        for (int character = 0; character < 128; character++) {
            IN_WORDS[character] = Character.isLetterOrDigit(character);
        }
    }

    private final List<Name> names;
    private final KeyShape shape;

    /** A provider's name in lower case. */
    private record Name(String word, byte[] bytes, boolean everyday) {
        static Name of(String name) {
            boolean everyday = name.endsWith("!");
            String word = everyday ? name.substring(0, name.length() - 1) : name;
            return new Name(word, word.getBytes(StandardCharsets.US_ASCII), everyday);
        }
    }

    /**
     * @param names in lower case, one of which must stand there; with {@code !} after it if it also means something else
     * @param shape what the key looks like
     */
    Naming(List<String> names, KeyShape shape) {
        this.names = names.stream().map(Name::of).toList();
        this.shape = shape;
    }

    List<String> names() {
        return names.stream().map(Name::word).toList();
    }

    KeyShape shape() {
        return shape;
    }

    /** Bytes from the start of a name to the end of the furthest key. */
    @Override
    public int longest() {
        int longest = names.stream().mapToInt(name -> name.bytes().length).max().orElse(0);
        return longest + GAP + shape.longest() + 2;
    }

    /** The key that follows the name at an offset, or null. */
    @Override
    public Regex.@Nullable Found at(byte[] text, int start, int to) {
        for (Name name : names) {
            int end = start + name.bytes().length;
            if (startsWith(text, start, to, name.bytes()) && (!name.everyday() || isWhole(text, start, end, to))) {
                return search(text, start, end, to, name.everyday());
            }
        }
        return null;
    }

    private Regex.@Nullable Found search(byte[] text, int start, int from, int to, boolean assigned) {
        int last = Math.min(to - 1, from + GAP);
        for (int at = from; at <= last; at++) {
            if (IN_WORDS[text[at - 1] & 0xff]) {
                continue;
            }
            int end = isGlued(text, from, at) ? shape.endOf(text, at, to) : shape.end(text, at, to);
            if (end > 0 && !isHash(text, from, at, end) && (!assigned || isAssigned(text, from, at))) {
                return new Regex.Found(start, end, at, end);
            }
        }
        return null;
    }

    /** Whether a key is joined by a hyphen or underscore to the words that say what it is: {@code acme-secret-key-…}. */
    private static boolean isGlued(byte[] text, int from, int at) {
        return (text[at - 1] == '-' || text[at - 1] == '_') && hasAny(NOUNS, text, from, at) && isWords(text, from, at);
    }

    private static boolean isWords(byte[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (!Character.isLetter(text[at]) && text[at] != '-' && text[at] != '_') {
                return false;
            }
        }
        return true;
    }

    /** Whether a name is all of a word, in whatever way words are joined. */
    private static boolean isWhole(byte[] text, int start, int end, int to) {
        boolean before = start > 0 && (isLower(text[start - 1]) || text[start - 1] >= '0' && text[start - 1] <= '9');
        boolean after = end < to && isLower(text[end]) && isLower(text[end - 1]);
        return !before && !after && !(isLower(text[start]) && hasCapital(text, start, end));
    }

    private static boolean hasCapital(byte[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (text[at] >= 'A' && text[at] <= 'Z') {
                return true;
            }
        }
        return false;
    }

    /** Whether what stands between reads like an assignment and nothing after its sign, or names what follows. */
    private static boolean isAssigned(byte[] text, int from, int to) {
        boolean sign = false;
        for (int at = from; at < to; at++) {
            boolean word = Character.isLetterOrDigit(text[at]);
            if (!word && ASSIGNING.indexOf(text[at]) < 0 || sign && (word || text[at] == ',')) {
                return false;
            }
            sign |= text[at] == '=' || text[at] == ':';
        }
        return sign || hasAny(NOUNS, text, from, to);
    }

    /** Whether a value is a marked checksum or a part of one, or only hexadecimal digits and called a hash. */
    private static boolean isHash(byte[] text, int from, int at, int end) {
        return hasAny(MARKS, text, startOfChecksum(text, at), at)
                || isHex(text, at, end)
                        && (text[at - 1] == '@' || text[at - 1] == '#' || hasAny(HASHES, text, from, at));
    }

    private static int startOfChecksum(byte[] text, int from) {
        int start = from;
        while (start > 0 && from - start < LONGEST_CHECKSUM && isChecksum(text[start - 1])) {
            start--;
        }
        return start;
    }

    private static boolean isChecksum(byte character) {
        return Character.isLetterOrDigit(character) || "+/-_:".indexOf(character) >= 0;
    }

    private static boolean isHex(byte[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (Character.digit(text[at], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasAny(List<byte[]> words, byte[] text, int from, int to) {
        for (byte[] word : words) {
            for (int at = from; at + word.length <= to; at++) {
                if (startsWith(text, at, to, word)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] text, int from, int to, byte[] word) {
        if (to - from < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            byte character = text[from + i];
            int lower = character >= 'A' && character <= 'Z' ? character + 32 : character;
            if (lower != word[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLower(byte character) {
        return character >= 'a' && character <= 'z';
    }

    private static List<byte[]> bytes(String... words) {
        return List.of(words).stream()
                .map(word -> word.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    @Override
    public String inWords() {
        return "a keyword up to " + GAP + " bytes before the shape " + shape;
    }

    @Override
    public String regex() {
        return "(?i:" + String.join("|", names()).replace(".", "\\.") + ")(?s:.{0," + GAP + "}?)(" + shape.regex()
                + ")";
    }
}
