package dev.keyturn.decode;

/** The code of a program between two strings that it puts together: operators, names, comments, other statements. */
final class CodeBetween {
    private static final int FURTHEST = 240;

    private final byte[] bytes;
    private final int limit;

    CodeBetween(byte[] bytes, int limit) {
        this.bytes = bytes;
        this.limit = limit;
    }

    /** Where the next string starts, behind its quote, that is no name of a field; -1 if none is near. */
    int nextString(int from) {
        int at = from;
        int last = Math.min(limit, from + FURTHEST);
        while (at < last) {
            int comment = endOfComment(at);
            if (comment > at) {
                at = comment;
            } else if (!isQuote(at)) {
                at++;
            } else if (isName(at)) {
                at = endOfString(at) + 1;
            } else {
                return at + 1;
            }
        }
        return -1;
    }

    /** Where the value starts that a line gives to a variable or adds to it; the line's start if it does not. */
    int behindAssignment(int line) {
        int start = passBlanks(line);
        int name = start;
        while (name < limit && (Character.isLetterOrDigit(bytes[name]) || bytes[name] == '_')) {
            name++;
        }
        int sign = passBlanks(name);
        if (sign < limit && (bytes[sign] == '+' || bytes[sign] == '.' || bytes[sign] == ':')) {
            sign++;
        }
        return name > start && sign < limit && bytes[sign] == '=' ? passBlanks(sign + 1) : line;
    }

    private int endOfComment(int at) {
        if (starts(at, '#', ' ') || starts(at, '/', '/')) {
            return endOf(at, '\n');
        }
        if (!starts(at, '/', '*')) {
            return at;
        }
        int end = at + 2;
        while (end < limit && !starts(end, '*', '/')) {
            end++;
        }
        return Math.min(limit, end + 2);
    }

    private boolean starts(int at, char first, char second) {
        return at + 1 < limit && bytes[at] == first && bytes[at + 1] == second;
    }

    private int endOf(int from, char last) {
        int at = from;
        while (at < limit && bytes[at] != last) {
            at++;
        }
        return at;
    }

    private int endOfString(int quote) {
        return endOf(quote + 1, (char) bytes[quote]);
    }

    private boolean isName(int quote) {
        int behind = passBlanks(endOfString(quote) + 1);
        return behind < limit && (bytes[behind] == ':' || bytes[behind] == '=');
    }

    private int passBlanks(int from) {
        int at = from;
        while (at < limit && (bytes[at] == ' ' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    private boolean isQuote(int at) {
        return bytes[at] == '"' || bytes[at] == '\'' || bytes[at] == '`';
    }
}
