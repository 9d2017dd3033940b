package dev.keyturn.rule;

import java.util.List;

/**
 * Words of which one must stand near a secret, because its shape alone says too little.
 *
 * @param words in lower case; none means that no word is needed
 * @param reach bytes before and after the secret in which one is looked for, at most {@link #FURTHEST}
 */
public record Context(List<String> words, int reach) {
    /** The furthest that judgement looks from a secret, in bytes. */
    public static final int FURTHEST = 256;

    /** What a rule means that names words and no distance. */
    static final int USUAL = 100;

    public Context {
        words = List.copyOf(words);
    }

    /** Nothing is needed. */
    public static Context none() {
        return new Context(List.of(), 0);
    }

    /** Whether a word is needed. */
    public boolean isNeeded() {
        return !words.isEmpty();
    }
}
