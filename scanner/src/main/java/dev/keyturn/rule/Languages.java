package dev.keyturn.rule;

import dev.keyturn.rule.Syntax.Chain;
import dev.keyturn.rule.Syntax.Chars;
import dev.keyturn.rule.Syntax.Choice;
import dev.keyturn.rule.Syntax.Edge;
import dev.keyturn.rule.Syntax.Repeat;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The few strings, in lower case, that a part of an expression stands for, where they are few. */
final class Languages {
    private static final int MOST = 64;
    private static final int WIDEST = 8;
    private static final int OFTEN = 4;

    private Languages() {}

    /** All strings, or null if they are many. */
    static @Nullable Set<String> of(Syntax part) {
        if (part instanceof Chars chars) {
            return of(chars);
        }
        if (part instanceof Edge) {
            return Set.of("");
        }
        if (part instanceof Choice choice) {
            return union(choice);
        }
        if (part instanceof Repeat repeat) {
            return of(repeat);
        }
        Set<String> all = Set.of("");
        for (Syntax next : ((Chain) part).parts()) {
            all = followed(all, of(next));
            if (all == null) {
                return null;
            }
        }
        return all;
    }

    /** Every string of one set with every one of another behind it, or null if they are many. */
    static @Nullable Set<String> followed(Set<String> first, @Nullable Set<String> second) {
        if (second == null || first.size() * second.size() > MOST) {
            return null;
        }
        Set<String> both = new HashSet<>();
        first.forEach(head -> second.forEach(tail -> both.add(head + tail)));
        return both;
    }

    private static @Nullable Set<String> of(Chars chars) {
        Set<String> all = new HashSet<>();
        for (int at = chars.set().nextSetBit(0); at >= 0; at = chars.set().nextSetBit(at + 1)) {
            all.add(String.valueOf((char) (at >= 'A' && at <= 'Z' ? at + ('a' - 'A') : at)));
        }
        return chars.set().get(Syntax.BEYOND) || all.size() > WIDEST ? null : all;
    }

    private static @Nullable Set<String> union(Choice choice) {
        Set<String> all = new HashSet<>();
        for (Syntax branch : choice.branches()) {
            Set<String> strings = of(branch);
            if (strings == null) {
                return null;
            }
            all.addAll(strings);
        }
        return all.size() > MOST ? null : all;
    }

    private static @Nullable Set<String> of(Repeat repeat) {
        Set<String> once = of(repeat.part());
        if (once == null || repeat.most() < 0 || repeat.most() > OFTEN) {
            return null;
        }
        Set<String> all = new HashSet<>();
        Set<String> some = Set.of("");
        for (int times = 0; times <= repeat.most(); times++) {
            if (times >= repeat.least()) {
                all.addAll(some);
            }
            some = followed(some, once);
            if (some == null && times < repeat.most()) {
                return null;
            }
            some = some == null ? Set.of() : some;
        }
        return all.size() > MOST ? null : all;
    }
}
