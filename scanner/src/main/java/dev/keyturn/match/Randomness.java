package dev.keyturn.match;

/**
 * How unlike human writing a string is: the surprise of each character after the one before, in bits. Words of any
 * language and names in code come to 2.5 to 4.4 a character, what a generator drew to 4.2 (hexadecimal) and more.
 */
final class Randomness {
    /** Surprise of the column's letter after the row's, cut off at 9; counted over words in public Java and Go code. */
    private static final String[] AFTER = {
        "84349749498343949332468768",
        "35582897358279399548289969",
        "39692993694399199462499969",
        "26841889298468449559489969",
        "46447559999553856123967469",
        "29994599197499399476599969",
        "58991846399575589347299969",
        "26981999399868298463599979",
        "55354539999342258543959795",
        "28732787596746358727654988",
        "37760677388675578836587879",
        "37742889299499379943459959",
        "25781999399659327959579779",
        "39433339497764479932659989",
        "66449769576441549254366899",
        "39672986499399239263599979",
        "78877787888377748677078787",
        "29461869397656379543548949",
        "49492895396688347931497969",
        "39582893299789369345599949",
        "55553769499343949232999799",
        "29591999299479599989899989",
        "28872894297794389255989898",
        "37293898489859829891898659",
        "56463788588554519724785774",
        "38670887388788589788588857"
    };

    private static final double LETTER_ANEW = 4.7;
    private static final double CHANGE = 4.8;
    private static final double DIGIT = 3.3;

    private Randomness() {}

    /** Bits per character that follows another; 0 for a string without two such. */
    static double of(CharSequence text) {
        double bits = 0;
        int count = 0;
        for (int i = 1; i < text.length(); i++) {
            double surprise = surprise(text.charAt(i - 1), text.charAt(i));
            bits += surprise;
            count += surprise > 0 ? 1 : 0;
        }
        return count == 0 ? 0 : bits / count;
    }

    private static double surprise(char before, char next) {
        boolean letterBefore = isLetter(before);
        boolean letterNext = isLetter(next);
        if (letterBefore && letterNext) {
            boolean hump = before >= 'a' && next <= 'Z';
            return hump ? LETTER_ANEW : AFTER[(before | 32) - 'a'].charAt((next | 32) - 'a') - '0' + 0.5;
        }
        boolean digitBefore = isDigit(before);
        boolean digitNext = isDigit(next);
        if (digitBefore && digitNext) {
            return DIGIT;
        }
        return (letterBefore || digitBefore) && (letterNext || digitNext) ? CHANGE : 0;
    }

    private static boolean isLetter(char character) {
        return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z';
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
