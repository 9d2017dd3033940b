package dev.keyturn.rule;

import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large an expression becomes when its counted repetitions are written out, before anything writes them out: RE2
 * allows a thousand, those that stand in one another multiplied, and a nesting of a thousand groups. What is larger than
 * any real rule is refused, since the time for a text grows with it.
 */
final class Repetitions {
    private static final int MOST = 1000;
    private static final int DEEPEST = 1000;
    private static final long LARGEST = 20_000;
    private static final int NAMED_SET = 4;
    private static final int WIDE_RANGE = 500;
    private static final Pattern FOLDS = Pattern.compile("\\(\\?[A-Za-z]*i");
    private static final Pattern COUNTED = Pattern.compile("\\{(\\d{1,9})(,(\\d{0,9}))?}");
    private static final Pattern PASSED =
            Pattern.compile("\\\\Q.*?(?:\\\\E|\\z)|\\\\[pPx]\\{[^}]*}|\\\\.", Pattern.DOTALL);
    private static final Pattern SET =
            Pattern.compile("\\[\\^?+]?+(?:\\[:[^]]*:]|\\\\.|[^\\]\\\\])*+]?+", Pattern.DOTALL);

    private final String source;
    private final boolean folds;
    private final Deque<Level> open = new ArrayDeque<>();
    private Level level = new Level();
    private long sets;

    /** What stands between two parentheses so far; of its last part, what a repetition would multiply. */
    private static final class Level {
        long size;
        long times = 1;
        long lastSize;
        long lastTimes = 1;

        void add(long partSize, long partTimes) {
            size += partSize;
            times = Math.max(times, partTimes);
            lastSize = partSize;
            lastTimes = partTimes;
        }
    }

    private Repetitions(String source) {
        this.source = source;
        this.folds = FOLDS.matcher(source).find();
    }

    /**
     * How large an expression is.
     *
     * @throws PatternSyntaxException if it repeats more than RE2 allows
     */
    static long check(String source) {
        Repetitions repetitions = new Repetitions(source);
        repetitions.run();
        return repetitions.level.size;
    }

    private void run() {
        Matcher passed = PASSED.matcher(source);
        Matcher set = SET.matcher(source);
        Matcher counted = COUNTED.matcher(source);
        int at = 0;
        while (at < source.length()) {
            char next = source.charAt(at);
            if (next == '\\' && passed.region(at, source.length()).lookingAt()) {
                at = passed.end();
                level.add(at - passed.start(), 1);
            } else if (next == '[' && set.region(at, source.length()).lookingAt()) {
                at = set.end();
                level.add(weight(set.start(), at), 1);
            } else if (next == '{' && counted.region(at, source.length()).lookingAt()) {
                at = counted.end();
                repeat(counted);
            } else {
                one(next);
                at++;
            }
        }
    }

    /** A set of many characters is large; where case does not matter, each of them is looked at on its own. */
    private long weight(int from, int to) {
        long weight = 1;
        for (int i = from; i + 2 < to; i++) {
            boolean named = source.charAt(i) == '\\' && "pP".indexOf(source.charAt(i + 1)) >= 0;
            boolean wide = source.charAt(i) == '-' && (source.startsWith("\\x{", i + 1) || source.charAt(i + 1) > '~');
            weight += named ? NAMED_SET : wide && folds ? WIDE_RANGE : 0;
        }
        sets += weight;
        refuseIf(sets > LARGEST, "expression too large");
        return weight;
    }

    private void one(char next) {
        if (next == '(') {
            open.push(level);
            level = new Level();
            refuseIf(open.size() > DEEPEST, "expression nests too deeply");
        } else if (next == ')' && !open.isEmpty()) {
            Level inner = level;
            level = open.pop();
            level.add(inner.size + 2, inner.times);
            refuseIf(level.size > LARGEST, "expression too large");
        } else if ("*+?|".indexOf(next) < 0) {
            level.add(1, 1);
        }
    }

    private void repeat(Matcher count) {
        String upper = count.group(3) == null || count.group(3).isEmpty() ? count.group(1) : count.group(3);
        long times = Math.max(1, Long.parseLong(upper));
        level.size += level.lastSize * (times - 1);
        level.lastSize *= times;
        level.lastTimes *= times;
        level.times = Math.max(level.times, level.lastTimes);
        refuseIf(level.lastTimes > MOST, "invalid repeat count");
        refuseIf(level.size > LARGEST, "expression too large");
    }

    private void refuseIf(boolean refused, String why) {
        if (refused) {
            throw new PatternSyntaxException(why, source.substring(0, Math.min(source.length(), 60)));
        }
    }
}
