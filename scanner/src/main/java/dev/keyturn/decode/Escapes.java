package dev.keyturn.decode;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Single characters written otherwise: percent, Unicode and hexadecimal escapes of JSON, Java, JavaScript and C,
 * numbered HTML entities, quoted-printable, and lines that a backslash or an equals sign continues.
 */
public final class Escapes {
    private static final String HEX = "0123456789abcdef";

    /** What can go on behind a line end that is taken back. */
    private static final String DIGITS = HEX + "ghijklmnopqrstuvwxyz_-=.+/";

    /**
     * What gives one away; only the surroundings of one are decoded. Case does not matter. Three bytes and more, for
     * shorter ones are everywhere.
     */
    public static final List<String> TRIGGERS = triggers();

    private static final int SHORTEST = 20;
    private static final int MOST_DIGITS = 6;

    private Escapes() {}

    private static List<String> triggers() {
        Stream<String> whole = Stream.of(
                "%5f",
                "%2d",
                "%25",
                "%2b",
                "%2f",
                "%3d",
                "%u00",
                "%26%23",
                "%5cu00",
                "%5cx",
                "%5c%3",
                "\\u00",
                "\\u{",
                "&#x",
                "=5f",
                "=73",
                "=5c=75",
                "=5c=31",
                "=35=66",
                "=37=33",
                "=25=3",
                "=26=23",
                "\\046\\043",
                "=\r\n",
                "\\\r\n",
                "\\163",
                "\\153",
                "\\137",
                "\\0000",
                "\\0073",
                "\\'5f",
                "\\'73",
                "\\5f",
                "\\73",
                "\\n{low",
                "&amp;#",
                "&lowbar;",
                "&underbar;",
                "&shy;",
                "&zwnj;",
                "&zerowidthspace;",
                "+af8-",
                "\u200b",
                "\u200c",
                "\u200d",
                "\u2060",
                "\ufeff",
                "\uff3f",
                "\uff53");
        Stream<String> hex = Stream.of("%4", "%6", "%7", "\\x", "&#", "\u001b[").flatMap(start -> withEach(start, HEX));
        Stream<String> printable = Stream.of("=4", "=5", "=6", "=7")
                .flatMap(end -> withEach("=5", HEX).map(start -> start + end));
        Stream<String> octal = Stream.of("\\10", "\\11", "\\12", "\\13", "\\14", "\\15", "\\16", "\\17")
                .flatMap(start -> withEach(start, "01234567"))
                .map(escape -> escape + "\\");
        Stream<String> lines = Stream.of("=\n", "\\\n", "\\_", "\u00ad").flatMap(start -> withEach(start, DIGITS));
        return Stream.of(whole, hex, printable, octal, lines)
                .flatMap(Function.identity())
                .toList();
    }

    private static Stream<String> withEach(String start, String characters) {
        return characters.chars().mapToObj(character -> start + (char) character);
    }

    /**
     * Hands over what the word around a trigger stands for, if that differs from what stands there; it ends at white
     * space.
     *
     * @param done up to where earlier calls have covered the text
     * @return up to where it is covered now
     */
    public static int decode(Text text, int trigger, int done, Consumer<Text> out) {
        if (trigger < done) {
            return done;
        }
        byte[] bytes = text.bytes();
        int from = trigger;
        while (from > done && isWord(bytes, from - 1)) {
            from--;
        }
        int to = trigger + 1;
        while (to < text.length() && isWord(bytes, to)) {
            to++;
        }
        if (to - from >= SHORTEST) {
            Unescaping unescaping = new Unescaping(bytes, from, to);
            byte[] result = unescaping.run();
            if (unescaping.count() < to - from) {
                out.accept(text.decoded(Encoding.ESCAPED, from, result, unescaping.count()));
            }
        }
        return to;
    }

    private static boolean isWord(byte[] bytes, int at) {
        return bytes[at] > ' ' || bytes[at] < 0 || continues(bytes, at) || bytes[at] == ' ' && endsEscape(bytes, at);
    }

    /** Whether hexadecimal digits behind a backslash end there, as in style sheets. */
    private static boolean endsEscape(byte[] bytes, int at) {
        int from = at;
        while (from > 0 && at - from < MOST_DIGITS && Character.digit(bytes[from - 1], 16) >= 0) {
            from--;
        }
        return at - from > 1 && from > 0 && bytes[from - 1] == '\\';
    }

    /** Whether it belongs to a line end that a backslash or an equals sign before it takes back. */
    private static boolean continues(byte[] bytes, int at) {
        boolean lineEnd = bytes[at] == '\n' || bytes[at] == '\r';
        int before = bytes[at] == '\n' && at > 0 && bytes[at - 1] == '\r' ? at - 2 : at - 1;
        return lineEnd && before >= 0 && (bytes[before] == '\\' || bytes[before] == '=');
    }
}
