package dev.keyturn.decode;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a line must show for anything in it to be decoded into a secret, as extended regular expressions of {@code grep
 * -E} in the C locale. Every decoder has its own here: a text that fits none of them holds nothing but what it says
 * plainly.
 *
 * <p>Base64 and hexadecimal digits are frequent, and nearly always stand for bytes that are no text. Four digits of
 * base64 that stand for three printable characters are one in nineteen; a secret has at least {@value #GROUPS} of them
 * in a row, wherever it starts, and three of them in a line that it is wrapped from or to.
 */
public final class Traces {
    /** Fewest whole groups of base64 in a secret of 17 characters. */
    static final int GROUPS = 5;

    private static final String DIGIT = "[0-9A-Za-z+/_-]";
    private static final String GROUP =
            "[I-Za-f][C-HS-Xi-ny-z0-3]" + "([BFJNRVZdhlptx159]" + DIGIT + "|[AEIMQUYcgkosw048][g-z0-9+/_-])";
    private static final String WIDE_GROUPS = "[I-Za-f][AQgw][AB]" + DIGIT + "A[C-H][AEIMQUYcgkosw048]A";
    private static final String WIDER_GROUPS = "[I-Za-f][AQgw]AAA[C-H][AEIMQUYcgkosw048]AAA[AB]" + DIGIT + "AAAA";
    private static final String HEX = "[2-7][0-9A-Fa-f]";

    /** How what is packed starts in base64. */
    private static final String PACKED = "(H4sI|UEsD|eJ[w-z]|eN[o-r]|eAE|eF4|/Td6|Qlpo|KLUv|N3q8)";

    private static final String PART = "[0-9A-Za-z+/=_-]";
    private static final String BETWEEN = "[^0-9A-Za-z_]";
    private static final String BASE85 = "[0-9A-Za-z!#$%&()*+;<=>?@^_`{|}~-]";
    private static final String ALPHABET85 =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";

    private Traces() {}

    /** Whatever is no text: archives, wide characters, compiled things. Zero bytes are shown to grep as ones. */
    public static final String BINARY = "[\u0001-\u0008\u000e-\u001f\u007f]";

    /** What tells by itself; {@link #BINARY} among it. */
    public static List<String> plain() {
        return Stream.of(List.of(BINARY), escapes(), pieces(), files())
                .flatMap(List::stream)
                .toList();
    }

    /**
     * What every line has that fits one of {@link #runs}, in expressions that are quick to understand and keep no count
     * of long runs, which is most of what {@code grep} would do.
     */
    public static List<String> rough() {
        return List.of(
                "(" + GROUP + "){3}",
                "(" + WIDE_GROUPS + "){2}",
                "[I-Za-f][AQgw]AAA[C-H][AEIMQUYcgkosw048]AAA",
                "(c2tf|NrX|za1)" + DIGIT + "{0,24}\r?$",
                "(" + HEX + "){8}",
                "(" + HEX + "00){4}",
                "[^0-9A-Za-z+/_-]" + PACKED,
                "^" + PACKED,
                "1[Ff]8[Bb]08|504[Bb]0304",
                "[A-Z2-7]{24}|[a-z2-7]{24}",
                PART + "[\"'`] ?[+.&|]{1,2}[ \t]*\r?$",
                "^[ \t]*[+.&|]{1,2} ?[\"'`]" + PART);
    }

    /** The same for base 85, which is quicker to tell by itself. */
    public static List<String> rough85() {
        return List.of("([2-4A-Za-e]" + BASE85 + "{4}){6}[^ \t]{12}");
    }

    /** What stands in digits for something that may be a secret, in any of the ways to do so. */
    public static List<String> runs() {
        return Stream.of(runs64(), runs16(), runs85()).flatMap(List::stream).toList();
    }

    /** Runs of base64 that stand for text, and parts of such runs where a line ends or starts. */
    private static List<String> runs64() {
        return List.of(
                "(" + GROUP + "){" + GROUPS + "}",
                "(" + WIDE_GROUPS + "){3}",
                "(" + WIDER_GROUPS + "){2}",
                "(" + GROUP + "){3}" + DIGIT + "{0,3}\r?$",
                "^[ \t]*" + DIGIT + "{0,3}(" + GROUP + "){3}",
                "(c2tf|NrX|za1)" + DIGIT + "{0,24}\r?$");
    }

    /** The same in hexadecimal and in base 32, what is packed, and strings that go on in another line. */
    private static List<String> runs16() {
        return List.of(
                "(" + HEX + "){16}",
                "(" + HEX + "00){8}",
                "(" + HEX + "000000){6}",
                "(" + HEX + "){8}[0-9A-Fa-f]?\r?$",
                "^[ \t]*[0-9A-Fa-f]?(" + HEX + "){8}",
                "(^|[^0-9A-Za-z+/_-])" + PACKED + DIGIT + "{20}",
                "(1[Ff]8[Bb]08|504[Bb]0304)[0-9A-Fa-f]{20}",
                "([A-Z2-7]{40}|[a-z2-7]{40})",
                PART + "{16}[\"'`] ?[+.&|]{1,2}[ \t]*\r?$",
                "^[ \t]*[+.&|]{1,2} ?[\"'`]" + PART + "{16}");
    }

    /** The same in base 85. */
    private static List<String> runs85() {
        return List.of("(^|[^" + BASE85.substring(1) + ")" + BASE85 + "{0,4}(" + group85() + "){6}" + BASE85 + "{16}");
    }

    /** Where a line has strings side by side, which then have to be looked at together. */
    public static List<String> seams() {
        return List.of(PART + "[\"'`]([ \t]+|[ \t]*[+.&|]+[ \t]*)[\"'`]" + PART);
    }

    /** Where the prefix of a key of ours is broken off, which says something only where one of {@link #rests} is too. */
    public static List<String> heads() {
        return List.of("sk(" + BETWEEN + "*$|[\"'`])");
    }

    /** How such a key goes on. */
    public static List<String> rests() {
        return List.of("(^|[^0-9A-Za-z_])_[0-9a-z]{0,12}([^0-9A-Za-z]|$)");
    }

    /**
     * Five digits in base 85 of which the first two stand for two characters of a text. Whatever the others are, the
     * second byte is one of nine or ten in a row.
     */
    private static String group85() {
        StringBuilder group = new StringBuilder();
        for (int first = 0; first < ALPHABET85.length(); first++) {
            String seconds = secondsOf(first);
            if (!seconds.isEmpty()) {
                group.append(group.length() == 0 ? "" : "|")
                        .append(ALPHABET85.charAt(first))
                        .append(seconds);
            }
        }
        return "(" + group + ")" + BASE85 + "{3}";
    }

    /** The digits that can follow one as the second of a text, as a bracket expression; empty if none can. */
    private static String secondsOf(int first) {
        StringBuilder seconds = new StringBuilder();
        for (int second = 0; second < ALPHABET85.length(); second++) {
            long least = (first * 85L + second) * 614_125;
            if (standsForText(least, least + 614_124)) {
                seconds.append(ALPHABET85.charAt(second));
            }
        }
        return seconds.length() == 0 ? "" : bracket(seconds.toString());
    }

    private static boolean standsForText(long least, long most) {
        for (long high = least >> 16; high <= most >> 16; high++) {
            if (high >> 8 < 256 && isText((int) (high >> 8)) && isText((int) high & 0xff)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isText(int character) {
        return character >= ' ' && character < 0x7f || character == '\n' || character == '\t' || character == '\r';
    }

    private static String bracket(String characters) {
        String caret = characters.indexOf('^') >= 0 ? "^" : "";
        String hyphen = characters.indexOf('-') >= 0 ? "-" : "";
        return "[" + characters.replace("^", "").replace("-", "") + caret + hyphen + "]";
    }

    private static List<String> escapes() {
        return List.of(
                "%(5[Ff]|73|25[0-9A-Fa-f]{2}|2[Dd]|[Uu]00|[467][0-9A-Fa-f])",
                "[0-9A-Za-z]%(2[BbFf][0-9A-Za-z]{4}|3[Dd])",
                "\\\\[Uu](00[02-7][0-9A-Fa-f]|\\{)",
                "\\\\[Xx][2-7][0-9A-Fa-f]",
                "\\\\(163|153|137|'5[Ff]|'73|5[Ff]|73|_[0-9A-Za-z]|[Nn]\\{[Ll][Oo][Ww])",
                "&(amp;)?#([Xx][0-9A-Fa-f]|[0-9])",
                "&([Ll]ow[Bb]ar|[Uu]nder[Bb]ar|shy|zwnj|ZeroWidthSpace);",
                "\\+AF8-",
                "=(5[Ff]|73|5[Cc]=[37]|5[0-9A-Fa-f]=[4-7]|35=66|37=33|25=3|26=23)",
                "%(26%23|5[Cc]([Uu]00|[Xx]|%3))",
                "\\\\(1[0-7][0-7]\\\\|046\\\\043|0000|0073)",
                "[^ \t=]=\r?$",
                "[^ \t]\\\\\r?$",
                "\u00e2\u0080[\u008b-\u008d]|\u00e2\u0081\u00a0|\u00ef\u00bb\u00bf|\u00c2\u00ad",
                "\u00ef\u00bc\u00bf|\u00ef\u00bd\u0093");
    }

    /** Where one piece of a key of ours ends too early. */
    private static List<String> pieces() {
        return List.of(
                "sk" + BETWEEN + "+_",
                "(^|[^0-9A-Za-z])k_[0-9a-z]*([^0-9A-Za-z]|$)",
                "(^|[^0-9A-Za-z_])k_[0-9a-z]{2,12}_[0-9A-Za-z]",
                "s" + BETWEEN + "+k" + BETWEEN + "+_",
                "sk_([0-9a-z]{2,12}_[0-9A-Za-z]{0,37})?(" + BETWEEN + "|$)",
                "sk_[0-9a-z]{1,12}(" + BETWEEN + "*$|" + BETWEEN + "+[0-9a-z]*_[0-9A-Za-z]{4})",
                "sk_[0-9a-z]{0,12}[]<\"'`\u0001-\u001f\u0080-\u00ff]",
                "[\"']s[\"'], ?[\"']k[\"']",
                "115" + BETWEEN + "+107",
                "0[Xx]73",
                "73[Hh]?" + BETWEEN + "+6[Bb]",
                "[Cc][Hh][Rr][Ww]?\\(115\\)",
                "163" + BETWEEN + "+153",
                "(115|73|163)[,: -] ?\r?$",
                "01110011");
    }

    /** How a file in a text begins. */
    private static List<String> files() {
        return List.of(
                "^[ \t]*0{4,}[12]0([ :]|$)",
                "^begin [467]",
                "<~[*-I]",
                "^GIT binary patch",
                "^%PDF-|~>\r?$",
                "^version https://git-lfs");
    }
}
