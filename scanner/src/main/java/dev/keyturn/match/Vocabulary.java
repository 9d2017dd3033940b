package dev.keyturn.match;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Words to be found anywhere in short texts, all in one way through each: by their first two characters. */
final class Vocabulary {
    private static final int SIZE = 1 << 10;

    private final List<List<String>> byStart = new ArrayList<>();

    /** @param words of at least two characters, in lower case */
    private Vocabulary(Collection<String> words) {
        for (int i = 0; i < SIZE; i++) {
            byStart.add(List.of());
        }
        for (String word : words) {
            int start = start(word, 0);
            List<String> alike = new ArrayList<>(byStart.get(start));
            alike.add(word);
            byStart.set(start, List.copyOf(alike));
        }
    }

    static Vocabulary of(String... words) {
        return new Vocabulary(List.of(words));
    }

    /** Whether one of the words is part of a text in lower case. */
    boolean occursIn(String text) {
        for (int at = 0; at + 1 < text.length(); at++) {
            List<String> alike = byStart.get(start(text, at));
            for (int i = 0; i < alike.size(); i++) {
                if (text.startsWith(alike.get(i), at)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int start(String text, int at) {
        return (text.charAt(at) * 31 + text.charAt(at + 1)) & SIZE - 1;
    }
}
