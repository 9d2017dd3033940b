package dev.keyturn.match;

import dev.keyturn.rule.Regex;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a value that is assigned to a name, in the notations of programs, configuration, markup, headers and prose.
 * Written out because its keywords are frequent and most of them end the look after a few bytes.
 */
final class Assignments {
    private static final int NAME = 48;
    private static final int GAP = 64;
    private static final int LONGEST = 200;
    private static final int SHORTEST = 4;
    private static final int LONG = 16;

    /** Words that may stand between a name and its value. */
    private static final Set<String> LINKS = Set.of(
            "is",
            "value",
            "default",
            "key",
            "token",
            "secret",
            "access",
            "api",
            "private",
            "id",
            "code",
            "password",
            "content",
            "val",
            "to",
            "privatekey",
            "accesskey",
            "secretkey",
            "apikey",
            "client");

    /** Words that say what kind of credential follows. */
    private static final Set<String> SCHEMES = Set.of("bearer", "basic", "token", "apikey", "digest", "key", "pat");

    private final byte[] bytes;
    private final int length;
    private int at;
    private int limit;
    private boolean signed;

    private Assignments(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** The value that is assigned to the name which has the keyword from {@code start} to {@code end}, or null. */
    static Regex.@Nullable Found find(byte[] bytes, int start, int end, int length) {
        return new Assignments(bytes, length).find(start, end);
    }

    private Regex.@Nullable Found find(int start, int end) {
        int name = start;
        while (name > 0 && start - name < NAME && isName(bytes[name - 1])) {
            name--;
        }
        at = skipName(end);
        limit = Math.min(length, at + GAP);
        if (at < limit && isQuote(bytes[at])) {
            at++;
        }
        while (at < limit) {
            byte next = bytes[at];
            if (next == ' '
                    || next == '\t'
                    || (next == ']' || next == ')' || next == '>' || next == '|') && !opened(next)) {
                at++;
            } else if (isSign(next)) {
                at++;
                signed = true;
            } else if (isQuote(next)) {
                return quoted(name);
            } else if (!isName(next) || !skipWord()) {
                return signed || isName(next) ? bare(name) : null;
            }
        }
        return null;
    }

    /** Markup's and tables' signs assign; closing brackets merely end the name. */
    private boolean opened(byte next) {
        signed |= next == '>' || next == '|';
        return false;
    }

    /** Skips a word that belongs to the notation; false if the value starts here. */
    private boolean skipWord() {
        int to = skipName(at);
        String word =
                new String(bytes, at, Math.min(to, at + 16) - at, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        boolean blankAfter = to < length && (bytes[to] == ' ' || bytes[to] == '\t');
        boolean skipped = signed ? blankAfter && (SCHEMES.contains(word) || isType(to)) : LINKS.contains(word);
        if (skipped) {
            at = to;
        }
        return skipped;
    }

    /** Whether what ended before an offset is a type: a single sign of assignment follows. */
    private boolean isType(int from) {
        int sign = from;
        while (sign < limit && bytes[sign] == ' ') {
            sign++;
        }
        return sign + 1 < limit && bytes[sign] == '=' && bytes[sign + 1] != '=';
    }

    private Regex.@Nullable Found quoted(int name) {
        byte quote = bytes[at];
        int from = at + 1;
        int to = from;
        int most = Math.min(length, from + LONGEST);
        while (to < most && bytes[to] != quote && bytes[to] != '\n' && bytes[to] != '\\') {
            to++;
        }
        if (to >= most || bytes[to] != quote) {
            return null;
        }
        int value = afterScheme(from, to);
        return to - value < SHORTEST ? null : new Regex.Found(name, to + 1, value, to);
    }

    /** Where the credential starts in a value such as {@code Bearer …}. */
    private int afterScheme(int from, int to) {
        int blank = from;
        while (blank < to && bytes[blank] != ' ') {
            blank++;
        }
        String word = new String(bytes, from, Math.min(blank - from, 16), StandardCharsets.ISO_8859_1);
        return blank < to && SCHEMES.contains(word.toLowerCase(Locale.ROOT)) ? blank + 1 : from;
    }

    private Regex.@Nullable Found bare(int name) {
        int from = at;
        int to = from;
        int most = Math.min(length, from + LONGEST);
        while (to < most && isBare(bytes[to])) {
            to++;
        }
        while (to > from && (bytes[to - 1] == '.' || bytes[to - 1] == ':')) {
            to--;
        }
        boolean whole = to < most || to == length;
        return whole && isPromising(from, to) ? new Regex.Found(name, to, from, to) : null;
    }

    /** Without quotes only what has a digit, and without a sign of assignment only what is long, is looked at further. */
    private boolean isPromising(int from, int to) {
        if (to - from < (signed ? SHORTEST : LONG)) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] >= '0' && bytes[i] <= '9') {
                return true;
            }
        }
        return false;
    }

    private int skipName(int from) {
        int to = from;
        while (to < length && to - from < NAME && isName(bytes[to])) {
            to++;
        }
        return to;
    }

    private static boolean isSign(byte character) {
        return character == '=' || character == ':' || character == ',' || character == '(';
    }

    private static boolean isBare(byte character) {
        return character > ' ' && "\"'`<>;,)}]|&".indexOf(character) < 0;
    }

    private static boolean isName(byte character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '-' || character == '.';
    }

    private static boolean isQuote(byte character) {
        return character == '"' || character == '\'' || character == '`';
    }
}
