package dev.keyturn.hook;

/**
 * How an extended regular expression starts, which every line that fits it has.
 *
 * @param literal the text that it starts with, possibly none
 * @param expression its first few parts, as far as they have a bounded length
 */
record Start(String literal, String expression) {
    private static final int MOST_PARTS = 8;
    private static final int LONGEST_LITERAL = 16;
    private static final String SPECIAL = "\\^$.[]|()*+?{}";

    static Start of(String expression) {
        StringBuilder literal = new StringBuilder();
        boolean plain = true;
        int end = 0;
        for (int parts = 0; end < expression.length() && (parts < MOST_PARTS || plain); parts++) {
            int atom = endOfAtom(expression, end);
            int next = endOfCount(expression, atom);
            boolean loops = expression.substring(end, next).matches("(?s)\\(.*[*+].*|.*([*+]|,\\})");
            if (end > 0 && loops) {
                break;
            }
            plain &= next == atom && isLiteral(expression, end, atom) && literal.length() < LONGEST_LITERAL;
            if (plain) {
                literal.append(expression.charAt(atom - 1));
            }
            end = next;
        }
        return new Start(literal.toString(), expression.substring(0, end));
    }

    private static boolean isLiteral(String expression, int from, int to) {
        return to - from == 1 && SPECIAL.indexOf(expression.charAt(from)) < 0 || expression.charAt(from) == '\\';
    }

    /** The end of the character, the set or the group that starts at an offset. */
    private static int endOfAtom(String expression, int from) {
        return switch (expression.charAt(from)) {
            case '\\' -> from + 2;
            case '[' -> endOfSet(expression, from);
            case '(' -> endOfGroup(expression, from);
            default -> from + 1;
        };
    }

    private static int endOfSet(String expression, int from) {
        int first = expression.startsWith("[^", from) ? from + 2 : from + 1;
        return expression.indexOf(']', first + 1) + 1;
    }

    private static int endOfGroup(String expression, int from) {
        int at = from + 1;
        while (expression.charAt(at) != ')') {
            at = endOfAtom(expression, at);
        }
        return at + 1;
    }

    private static int endOfCount(String expression, int at) {
        if (at < expression.length() && expression.charAt(at) == '{') {
            return expression.indexOf('}', at) + 1;
        }
        return at < expression.length() && "*+?".indexOf(expression.charAt(at)) >= 0 ? at + 1 : at;
    }
}
