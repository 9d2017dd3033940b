package dev.keyturn.decode;

import java.util.List;
import java.util.function.Consumer;

/**
 * Single characters written otherwise: percent, Unicode and hexadecimal escapes of JSON, Java, JavaScript and C,
 * numbered HTML entities, quoted-printable, and lines that a backslash or an equals sign continues.
 */
public final class Escapes {
    /** What gives one away; only the surroundings of one are decoded. Case does not matter. */
    public static final List<String> TRIGGERS = List.of(
            "%5f",
            "%73", "%2d", "%4", "%6", "%7", "\\u00", "\\u{", "\\x", "&#", "=5f", "=73", "=\n", "=\r\n", "\\\n",
            "\\\r\n");

    private static final int BEFORE = 128;
    private static final int AFTER = 2048;

    /** How far before the end of a decoded stretch the next trigger is still well inside it. */
    private static final int MARGIN = 1024;

    private Escapes() {}

    /**
     * Hands over the decoded surroundings of a trigger.
     *
     * @param done up to where earlier calls have covered the text
     * @return up to where it is covered now
     */
    public static int decode(Text text, int trigger, int done, Consumer<Text> out) {
        if (trigger < done) {
            return done;
        }
        int from = Math.max(0, trigger - BEFORE);
        int to = Math.min(text.length(), trigger + AFTER);
        Unescaping unescaping = new Unescaping(text.bytes(), from, to);
        byte[] result = unescaping.run();
        out.accept(text.decoded(Encoding.ESCAPED, from, result, unescaping.count()));
        return to == text.length() ? to : to - MARGIN;
    }
}
