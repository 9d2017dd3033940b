package dev.keyturn.hook;

import java.util.regex.Pattern;

/**
 * How an extended regular expression starts, which every line that fits it has.
 *
 * @param literal the text that it starts with, possibly none
 * @param expression its first few parts, as far as they have a bounded length; long runs cut short
 */
record Start(String literal, String expression) {
    private static final int MOST_PARTS = 16;
    private static final int ENOUGH_PARTS = 12;
    private static final int LONGEST_RUN = 20;
    private static final int LONGEST_RUN_BEHIND_WORD = 3;
    private static final int LONGEST_LITERAL = 16;
    /** Runs before a word, of which the end is enough: to count them is most of what grep would do. */
    private static final Pattern LEADING_RUNS =
            Pattern.compile("(^|[(|])(?:\\[[^]]*]\\{\\d+})*(\\[[^]]*])\\{\\d+}(?=[0-9A-Za-z\\[])");

    private static final String SPECIAL = "\\^$.[]|()*+?{}";

    static Start of(String expression) {
        StringBuilder literal = new StringBuilder();
        StringBuilder start = new StringBuilder();
        boolean plain = true;
        int end = 0;
        for (int parts = 0; end < expression.length() && (parts < MOST_PARTS || plain); parts++) {
            int atom = endOfAtom(expression, end);
            int next = endOfCount(expression, atom);
            String count = expression.substring(atom, next);
            boolean loops = count.equals("*") || expression.substring(end, atom).matches("(?s)\\(.*[*+].*");
            if (loops && end > 0 && parts < ENOUGH_PARTS) {
                break;
            }
            plain &= count.isEmpty() && isLiteral(expression, end, atom) && literal.length() < LONGEST_LITERAL;
            if (plain) {
                literal.append(expression.charAt(atom - 1));
            }
            int least = least(count);
            int longest = Math.max(LONGEST_RUN - 4 * literal.length(), LONGEST_RUN_BEHIND_WORD);
            boolean cut = least > 0 && (least > longest || count.equals("+") || count.endsWith(",}"));
            start.append(expression, end, atom).append(cut ? "{" + Math.min(least, longest) + "}" : count);
            end = cut ? expression.length() : next;
        }
        return new Start(literal.toString(), LEADING_RUNS.matcher(start).replaceAll("$1$2{4}"));
    }

    /** How often a part must be there at least. */
    private static int least(String count) {
        if (count.startsWith("{")) {
            return Integer.parseInt(count.substring(1).split("[,}]")[0]);
        }
        return count.isEmpty() || count.equals("+") ? 1 : 0;
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
