package dev.keyturn.hook;

import dev.keyturn.complaint.Complaint;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A ref that a push moves, as git tells a hook on standard input (githooks(5)).
 *
 * @param ref its name on the receiving side
 * @param before the id that the ref has on the receiving side, {@link #NOTHING} if it is new there
 * @param after the id that it will have, {@link #NOTHING} if it is deleted
 */
record RefUpdate(String ref, String before, String after) {
    /** In place of an id: none. */
    static final String NOTHING = "";

    private static final String ID = "([0-9a-f]{40}|[0-9a-f]{64})";
    private static final Pattern PUSHED = Pattern.compile("\\S+ " + ID + " (\\S+) " + ID);
    private static final Pattern RECEIVED = Pattern.compile(ID + " " + ID + " (\\S+)");

    /** Reads {@code <local ref> <local id> <remote ref> <remote id>} lines. */
    static List<RefUpdate> pushed(List<String> lines) throws Complaint {
        List<RefUpdate> updates = new ArrayList<>();
        for (Matcher line : parse(lines, PUSHED, HookName.PRE_PUSH)) {
            updates.add(new RefUpdate(line.group(2), id(line.group(3)), id(line.group(1))));
        }
        return updates;
    }

    /** Reads {@code <old id> <new id> <ref>} lines. */
    static List<RefUpdate> received(List<String> lines) throws Complaint {
        List<RefUpdate> updates = new ArrayList<>();
        for (Matcher line : parse(lines, RECEIVED, HookName.PRE_RECEIVE)) {
            updates.add(new RefUpdate(line.group(3), id(line.group(1)), id(line.group(2))));
        }
        return updates;
    }

    private static List<Matcher> parse(List<String> lines, Pattern shape, HookName hook) throws Complaint {
        List<Matcher> parsed = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = shape.matcher(line);
            if (!line.isEmpty()) {
                if (!matcher.matches()) {
                    throw new Complaint(
                            "standard input holds something else than the refs that git gives a " + hook + " hook",
                            "let git call this: 'keyturn hook install " + hook + "'");
                }
                parsed.add(matcher);
            }
        }
        return parsed;
    }

    private static String id(String id) {
        return id.chars().allMatch(c -> c == '0') ? NOTHING : id;
    }
}
