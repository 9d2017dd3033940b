package dev.keyturn.match;

import dev.keyturn.rule.Notation;
import dev.keyturn.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys that only a name before them tells. The names of services stand everywhere and key-like runs of letters and
 * digits hardly anywhere, so the runs are found first, by looking at every twelfth byte, and the names are looked for
 * only where a run can be the key that one gives away. Built once, used by any thread.
 */
final class NamedKeys {
    /** Letters and digits in a row that every such key has, a digit or a mixture of cases among them. */
    private static final int RUN = Notation.SHORTEST_RUN;

    /** Bytes between a name and a run of its key: what may stand between them, and what of the key precedes the run. */
    private static final int BEFORE = 88;

    private static final int WORDY = 5;

    private static final byte LETTER = 1;
    private static final byte CAPITAL = 3;
    private static final byte DIGIT = 4;
    private static final byte[] KINDS = new byte[256];

    static {
        for (int character = 0; character < 26; character++) {
            KINDS['a' + character] = LETTER;
            KINDS['A' + character] = CAPITAL;
        }
        for (int character = '0'; character <= '9'; character++) {
            KINDS[character] = DIGIT;
        }
    }

    private final Automaton names;
    private final List<List<Step>> steps;

    NamedKeys(List<Rule> rules) {
        Map<String, List<Step>> byName = new LinkedHashMap<>();
        for (Rule rule : rules) {
            Step step = Step.confirming(rule);
            for (String name : rule.detection().keywords()) {
                byName.computeIfAbsent(name, word -> new ArrayList<>(1)).add(step);
            }
        }
        names = Automaton.of(List.copyOf(byName.keySet()));
        steps = List.copyOf(byName.values());
    }

    /** Whether a rule's keys have such a run. */
    static boolean isOne(Rule rule) {
        return rule.detection().notation() == Notation.NAMED;
    }

    /** Takes the keys in {@code bytes[from, to)} whose names stand there too. */
    void search(Pass pass, byte[] bytes, int from, int to) {
        if (steps.isEmpty()) {
            return;
        }
        int start = from;
        int end = from;
        int at = from + RUN - 1;
        while (at < to) {
            int left = at;
            int least = at - RUN;
            while (left > least && KINDS[bytes[left] & 0xff] != 0) {
                left--;
            }
            if (left > least) {
                at = left + RUN;
            } else {
                int after = endOfRun(bytes, at + 1, to);
                if (isKeyLike(bytes, left + 1, after)) {
                    int first = Math.max(from, left - BEFORE - names.longest());
                    if (first > end) {
                        nameIn(pass, bytes, start, end);
                        start = first;
                    }
                    end = after;
                }
                at = after + RUN;
            }
        }
        nameIn(pass, bytes, start, end);
    }

    private void nameIn(Pass pass, byte[] bytes, int from, int to) {
        if (to - from > RUN) {
            names.scan(bytes, from, to, (name, start, end) -> {
                for (Step step : steps.get(name)) {
                    step.at(pass, start, end);
                }
            });
        }
    }

    private static int endOfRun(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && KINDS[bytes[end] & 0xff] != 0) {
            end++;
        }
        return end;
    }

    /** Whether a run has a digit, or letters of both cases in a proportion that words don't have. */
    private static boolean isKeyLike(byte[] bytes, int from, int to) {
        int capitals = 0;
        for (int at = from; at < to; at++) {
            byte kind = KINDS[bytes[at] & 0xff];
            if (kind == DIGIT) {
                return true;
            }
            capitals += kind >> 1;
        }
        return Math.min(capitals, to - from - capitals) * WORDY > to - from;
    }
}
