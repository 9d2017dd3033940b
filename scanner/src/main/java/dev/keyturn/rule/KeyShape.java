package dev.keyturn.rule;

import dev.keyturn.complaint.Complaint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key looks like, written as literal text and runs: <code>dop_v1_{hex:64}</code> or
 * <code>{upper:7}-{upper:7}</code>. Compared by hand, because hundreds of rules have nothing but such a shape, and common words would wake a regular expression often.
 */
final class KeyShape implements Regex.ByHand {
    /** Runs from this length on must have a digit, or a letter, if a random one would lack it less often than this. */
    private static final int MIXED = 14;

    private static final double RARE = 1e-6;

    private static final int SHORTEST_WORDS = 12;
    private static final int LOWER = 16;
    private static final int INTERRUPTED = 512;
    private static final int FOURTH = 4;
    private static final int FIFTH = 5;
    /** No key stands right after one of these, but a part of one that somebody changed may. */
    private static final String DAMAGED = "?!^#$*~+";

    private static final String VOWELS = "aeiouAEIOU";
    private static final double LEAST_SHARE = 0.72;
    private static final int HEXADECIMAL = 16;
    private static final String UUID = "{uuid}";
    private static final int[] UUID_RUNS = {8, 4, 4, 4, 12};

    private final String source;
    private final List<Part> parts;
    private final @Nullable Alphabet first;
    private final int firstLetter;

    private KeyShape(String source, List<Part> parts) {
        this.source = source;
        this.parts = List.copyOf(parts);
        this.first = parts.get(0).alphabet();
        this.firstLetter = first == null ? parts.get(0).literal().charAt(0) : 0;
    }

    /** Literal text, or between least and most characters of an alphabet. */
    private record Part(
            String literal, @Nullable Alphabet alphabet, int least, int most, boolean needsDigit, boolean needsLetter) {
        static Part of(String literal) {
            return new Part(literal, null, 0, 0, false, false);
        }

        static Part of(Alphabet alphabet, int least, int most) {
            boolean mixed = least >= MIXED && alphabet.has('0');
            double digits = 10.0 / alphabet.size();
            boolean digit = mixed && Math.pow(1 - digits, least) < RARE;
            boolean letter = mixed && Math.pow(digits, least) < RARE;
            return new Part("", alphabet, least, most, digit, letter);
        }

        /** The more often other characters interrupt it, the longer it must be to have as good as always such a run. */
        boolean hasRun(int length) {
            return alphabet != null
                    && alphabet.has('0')
                    && least >= length + INTERRUPTED * alphabet.others() / alphabet.size();
        }

        /** Whether a run has what a random one has: digits and letters, and if letters alone, no words. */
        boolean isMixed(int length, int digits, int capitals, int vowels) {
            boolean words = digits == 0
                    && alphabet != null
                    && (alphabet.hasBothCases()
                            ? least >= SHORTEST_WORDS && Math.min(capitals, length - capitals) * FIFTH <= length
                            : least >= LOWER && vowels * FOURTH >= length);
            return (digits > 0 || !needsDigit) && (digits < length || !needsLetter) && !words;
        }
    }

    /**
     * @param source literal text and runs as descriptions of examples have them, where <code>{uuid}</code> may have any
     *     digits, small letters and A to F unless a prefix stands before it
     * @throws Complaint if it is not well formed
     */
    static KeyShape of(String source) throws Complaint {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < source.length()) {
            int open = source.indexOf('{', at);
            int end = open < 0 ? source.length() : open;
            if (end > at) {
                parts.add(Part.of(source.substring(at, end)));
            }
            at = end;
            if (open >= 0) {
                int close = source.indexOf('}', open);
                if (close < 0) {
                    throw new Complaint("the shape '" + source + "' has no end", "close the brace");
                }
                addRun(parts, source.substring(open + 1, close));
                at = close + 1;
            }
        }
        return new KeyShape(source, parts);
    }

    private static void addRun(List<Part> parts, String run) throws Complaint {
        if (UUID.equals("{" + run + "}")) {
            addUuid(parts, Alphabet.of(isPrefix(parts) ? "[0-9A-Fa-f]" : "[0-9A-Fa-z]"));
            return;
        }
        int colon = run.lastIndexOf(':');
        String[] counts = run.substring(colon + 1).split("-");
        try {
            int least = Integer.parseInt(counts[0]);
            int most = Integer.parseInt(counts[counts.length - 1]);
            parts.add(Part.of(Alphabet.of(run.substring(0, Math.max(0, colon))), least, most));
        } catch (NumberFormatException e) {
            throw new Complaint("the run '" + run + "' has no count", "write {alphabet:count}");
        }
    }

    /** Whether what is read so far is a prefix of a token, and no address. */
    private static boolean isPrefix(List<Part> parts) {
        String head = parts.isEmpty() ? "" : parts.get(0).literal();
        return !head.isEmpty() && head.indexOf('/') < 0;
    }

    private static void addUuid(List<Part> parts, Alphabet alphabet) {
        for (int length : UUID_RUNS) {
            if (length != UUID_RUNS[0]) {
                parts.add(Part.of("-"));
            }
            parts.add(Part.of(alphabet, length, length));
        }
    }

    /** The same with a run that is one character too short, as a description. */
    String tooShort() {
        int colon = source.lastIndexOf(':');
        int close = source.indexOf('}', colon);
        if (colon < 0 || source.lastIndexOf('{') > colon) {
            return source.replace(UUID, "{hex:8}-{hex:4}-{hex:4}-{hex:4}-{hex:11}");
        }
        int least = Integer.parseInt(source.substring(colon + 1, close).split("-")[0]);
        return source.substring(0, colon + 1) + (least - 1) + source.substring(close);
    }

    /** The literal text that it starts with, possibly none. */
    String head() {
        return parts.get(0).literal();
    }

    @Override
    public int longest() {
        int longest = 0;
        for (Part part : parts) {
            longest += Math.max(part.most(), part.literal().length());
        }
        return longest;
    }

    /** Whether as good as every key has so many letters and digits in a row, a digit among them. */
    boolean hasRun(int length) {
        return parts.stream().anyMatch(part -> part.hasRun(length));
    }

    /** Bits per character that a random key of this shape exceeds as good as always. */
    double entropy() {
        int random = 0;
        int letters = 2;
        for (Part part : parts) {
            if (part.alphabet() != null) {
                random += part.least();
                letters = Math.max(letters, part.alphabet().size());
            }
        }
        letters = source.contains(UUID) ? HEXADECIMAL : letters;
        double bits = Math.log(Math.max(2, Math.min(random, letters))) / Math.log(2);
        return LEAST_SHARE * bits * random / longest();
    }

    @Override
    public Regex.@Nullable Found at(byte[] text, int from, int to) {
        int end = end(text, from, to);
        return end < 0 ? null : new Regex.Found(from, end, from, end);
    }

    /** Where a key that starts at an offset ends, or -1 if none does or it is a part of something longer. */
    int end(byte[] text, int from, int to) {
        return from < to && starts(text[from]) && !(from > 0 && continues(text, from)) ? endOf(text, from, to) : -1;
    }

    /** The same, whatever stands before it. */
    int endOf(byte[] text, int from, int to) {
        if (from >= to || !starts(text[from])) {
            return -1;
        }
        int at = from;
        for (Part part : parts) {
            at = part.alphabet() == null ? literal(part, text, at, to) : run(part, part.alphabet(), text, at, to);
            if (at < 0) {
                return -1;
            }
        }
        return at < to && goesOn(text, at, to) ? -1 : at;
    }

    /** Whether what starts at an offset goes on from before it: a word, a name with hyphens, a damaged key. */
    private boolean continues(byte[] text, int from) {
        byte before = text[from - 1];
        boolean joined = first == null
                && head().indexOf('/') < 0
                && (before == '-' || before == '.')
                && from > 1
                && isWord(text[from - 2]);
        return isWord(before) && before != '_'
                || joined
                || first != null && (first.has(before) || DAMAGED.indexOf(before) >= 0);
    }

    private boolean starts(byte character) {
        return first == null ? character == firstLetter : first.has(character);
    }

    private static int literal(Part part, byte[] text, int at, int to) {
        String literal = part.literal();
        if (to - at < literal.length()) {
            return -1;
        }
        for (int i = 0; i < literal.length(); i++) {
            if (text[at + i] != literal.charAt(i)) {
                return -1;
            }
        }
        return at + literal.length();
    }

    private static int run(Part part, Alphabet alphabet, byte[] text, int from, int to) {
        int at = from;
        int end = Math.min(to, from + part.most());
        int digits = 0;
        int capitals = 0;
        int vowels = 0;
        while (at < end && alphabet.has(text[at])) {
            digits += text[at] >= '0' && text[at] <= '9' ? 1 : 0;
            capitals += text[at] >= 'A' && text[at] <= 'Z' ? 1 : 0;
            vowels += VOWELS.indexOf(text[at]) >= 0 ? 1 : 0;
            at++;
        }
        return at - from >= part.least() && part.isMixed(at - from, digits, capitals, vowels) ? at : -1;
    }

    private boolean goesOn(byte[] text, int at, int to) {
        Alphabet last = parts.get(parts.size() - 1).alphabet();
        byte next = text[at];
        boolean joined = next == '-' || next == '?' || next == '!' || next == '^';
        return isWord(next) || last != null && last.has(next) || joined && at + 1 < to && isWord(text[at + 1]);
    }

    private static boolean isWord(byte character) {
        return character >= '0' && character <= '9'
                || character >= 'A' && character <= 'Z'
                || character >= 'a' && character <= 'z'
                || character == '_';
    }

    @Override
    public String regex() {
        StringBuilder regex = new StringBuilder();
        for (Part part : parts) {
            if (part.alphabet() == null) {
                escape(part.literal(), regex);
            } else {
                regex.append(part.alphabet().regex()).append('{').append(part.least());
                regex.append(part.most() > part.least() ? "," + part.most() + "}" : "}");
            }
        }
        return regex.toString();
    }

    @Override
    public String inWords() {
        return "the shape " + source;
    }

    private static void escape(String literal, StringBuilder regex) {
        for (int i = 0; i < literal.length(); i++) {
            char character = literal.charAt(i);
            boolean plain = isWord((byte) character) || "/:@<>=&#,;-".indexOf(character) >= 0;
            regex.append(plain ? "" : "\\").append(character);
        }
    }

    @Override
    public String toString() {
        return source;
    }
}
