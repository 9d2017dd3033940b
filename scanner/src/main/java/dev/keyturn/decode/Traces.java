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

    private static final String PART = "[0-9A-Za-z+/=_-]";
    private static final String BETWEEN = "[^0-9A-Za-z_]";
    private static final String NO_BASE64 = "[!#$%&()*;<>?@^`{|}~]";
    private static final String BASE85 = "[0-9A-Za-z!#$%&()*+;<=>?@^_`{|}~-]";

    private Traces() {}

    /** Whatever is no text: archives, wide characters, compiled things. Zero bytes are shown to grep as ones. */
    public static final String BINARY = "[\u0001-\u0008\u000e-\u001f\u007f]";

    /** The expressions, {@link #BINARY} among them. */
    public static List<String> all() {
        return Stream.of(encodings(), escapes(), pieces(), files())
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> encodings() {
        return List.of(
                BINARY,
                "(" + GROUP + "){" + GROUPS + "}",
                "(" + WIDE_GROUPS + "){3}",
                "(" + WIDER_GROUPS + "){2}",
                "(" + GROUP + "){3}" + DIGIT + "{0,3}\r?$",
                "^[ \t]*" + DIGIT + "{0,3}(" + GROUP + "){3}",
                "(c2tf|NrX|za1)" + DIGIT + "{0,24}\r?$",
                "(" + HEX + "){16}",
                "(" + HEX + "00){8}",
                "(" + HEX + "000000){6}",
                "(" + HEX + "){8}[0-9A-Fa-f]?\r?$",
                "^[ \t]*[0-9A-Fa-f]?(" + HEX + "){8}",
                "(^|[^0-9A-Za-z+/_-])(H4sI|UEsD|eJ[w-z]|eN[o-r]|eAE|eF4|/Td6|Qlpo|KLUv|N3q8)" + DIGIT + "{20}",
                "(1[Ff]8[Bb]08|504[Bb]0304)[0-9A-Fa-f]{20}",
                PART + "{8}[\"'] ?[+.&|]{0,2} ?[\"']" + PART + "{8}",
                PART + "{16}[\"'] ?[+.&|]{1,2}[ \t]*\r?$",
                "^[ \t]*[+.&|]{1,2} ?[\"']" + PART + "{16}",
                "([A-Z2-7]{40}|[a-z2-7]{40})",
                "(^|[^" + BASE85.substring(1) + ")" + BASE85 + "{0,4}([23A-Za-e]" + BASE85 + "{4}){6}" + BASE85 + "*"
                        + NO_BASE64);
    }

    private static List<String> escapes() {
        return List.of(
                "%(5[Ff]|73|25[0-9A-Fa-f]{2}|2[Dd]|[Uu]00|[467][0-9A-Fa-f])",
                "[0-9A-Za-z]{4}%(2[BbFf][0-9A-Za-z]{4}|3[Dd])",
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
                "sk[^0-9A-Za-z_]{1,100}_",
                "sk" + BETWEEN + "{0,20}$",
                "(^|[^0-9A-Za-z])k_[0-9a-z]*([^0-9A-Za-z]|$)",
                "(^|[^0-9A-Za-z_])k_[0-9a-z]{2,12}_[0-9A-Za-z]",
                "s" + BETWEEN + "{1,40}k" + BETWEEN + "{1,40}_",
                "sk_([0-9a-z]{2,12}_[0-9A-Za-z]{0,37})?(" + BETWEEN + "|$)",
                "sk_[0-9a-z]{1,12}(" + BETWEEN + "{0,40}$|" + BETWEEN + "{1,100}[0-9a-z]{0,11}_[0-9A-Za-z]{4})",
                "sk_[0-9a-z]{0,12}[]<\"'`\u0001-\u001f\u0080-\u00ff]",
                "[\"']s[\"'], ?[\"']k[\"']",
                "115" + BETWEEN + "{1,40}107",
                "0[Xx]73",
                "73[Hh]?" + BETWEEN + "{1,40}6[Bb]",
                "[Cc][Hh][Rr][Ww]?\\(115\\)",
                "163" + BETWEEN + "{1,40}153",
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
