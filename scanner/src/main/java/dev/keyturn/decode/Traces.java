package dev.keyturn.decode;

import java.util.List;

/**
 * What a line must show for anything in it to be decoded into a secret, as extended regular expressions of {@code grep
 * -E} in the C locale. Every decoder has its own here: a text that fits none of them holds nothing but what it says
 * plainly.
 *
 * <p>Base64 and hexadecimal digits are frequent, and nearly always stand for bytes that are no text. Four digits of
 * base64 that stand for three printable characters are one in nineteen; a secret has at least {@value #GROUPS} of them
 * in a row, wherever it starts.
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

    private Traces() {}

    /** Whatever is no text: archives, wide characters, compiled things. Zero bytes are shown to grep as ones. */
    public static final String BINARY = "[\u0001-\u0008\u000e-\u001f\u007f]";

    /** The expressions, {@link #BINARY} among them. */
    public static List<String> all() {
        return List.of(
                BINARY,
                "(" + GROUP + "){" + GROUPS + "}",
                "(" + WIDE_GROUPS + "){3}",
                "(" + WIDER_GROUPS + "){2}",
                DIGIT + "{16}(" + GROUP + "){2}" + DIGIT + "{0,3}\r?$",
                "^[ \t]*" + DIGIT + "{0,3}(" + GROUP + "){2}" + DIGIT + "{16}",
                "(c2tf|NrX|za1)" + DIGIT + "{0,24}\r?$",
                "(" + HEX + "){16}",
                "(" + HEX + "00){8}",
                "(" + HEX + "000000){6}",
                "[0-9A-Fa-f]{24}(" + HEX + "){8}[0-9A-Fa-f]?\r?$",
                "^[ \t]*[0-9A-Fa-f]?(" + HEX + "){8}[0-9A-Fa-f]{24}",
                "%(5[Ff]|73|2[Dd]|[467][0-9A-Fa-f])",
                "\\\\[Uu](00[2-7][0-9A-Fa-f]|\\{)",
                "\\\\[Xx][2-7][0-9A-Fa-f]",
                "&#([Xx][0-9A-Fa-f]|[0-9])",
                "=(5[Ff]|73)",
                "[^ \t=]=\r?$",
                "[^ \t]\\\\\r?$");
    }
}
