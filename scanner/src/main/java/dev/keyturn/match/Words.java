package dev.keyturn.match;

import java.util.Locale;

/** Tells text that people write from text that generators make. */
final class Words {
    private static final String VOWELS = "aeiouy";
    private static final int LONG_ENOUGH = 5;

    private Words() {}

    /** Whether at least half of a string is pronounceable words of five letters and more, or it is templated. */
    static boolean mostly(String value) {
        if (value.contains("${") || value.contains("{{") || value.contains("://") || value.contains("%s")) {
            return true;
        }
        int inWords = 0;
        for (String part : value.toLowerCase(Locale.ROOT).split("[^a-z]+")) {
            if (part.length() >= LONG_ENOUGH && pronounceable(part)) {
                inWords += part.length();
            }
        }
        return inWords * 2 >= value.length();
    }

    private static boolean pronounceable(String word) {
        int run = 0;
        int vowels = 0;
        for (int i = 0; i < word.length(); i++) {
            boolean vowel = VOWELS.indexOf(word.charAt(i)) >= 0;
            run = vowel ? 0 : run + 1;
            vowels += vowel ? 1 : 0;
            if (run > 4) {
                return false;
            }
        }
        return vowels * 5 >= word.length();
    }
}
