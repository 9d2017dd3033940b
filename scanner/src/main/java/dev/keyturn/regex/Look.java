package dev.keyturn.regex;

/** What can be asked of a place between two characters, as bits. */
final class Look {
    static final int TEXT_START = 1;
    static final int TEXT_END = 2;
    static final int LINE_START = 4;
    static final int LINE_END = 8;
    static final int WORD_BORDER = 16;
    static final int NO_WORD_BORDER = 32;

    /** Kinds of neighbours. */
    static final int NOTHING = 0;

    static final int OTHER = 1;
    static final int LINE_FEED = 2;
    static final int WORD = 3;

    private Look() {}

    static int kind(int rune) {
        if (rune == '\n') {
            return LINE_FEED;
        }
        return Runes.WORD.has(rune) ? WORD : OTHER;
    }

    /** Everything that is true between two neighbours. */
    static int between(int left, int right) {
        int looks = (left == WORD) != (right == WORD) ? WORD_BORDER : NO_WORD_BORDER;
        looks |= left == NOTHING ? TEXT_START | LINE_START : 0;
        looks |= right == NOTHING ? TEXT_END | LINE_END : 0;
        looks |= left == LINE_FEED ? LINE_START : 0;
        return right == LINE_FEED ? looks | LINE_END : looks;
    }
}
