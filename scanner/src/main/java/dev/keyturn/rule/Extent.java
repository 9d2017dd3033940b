package dev.keyturn.rule;

import dev.keyturn.rule.Syntax.Chain;
import dev.keyturn.rule.Syntax.Chars;
import dev.keyturn.rule.Syntax.Choice;
import dev.keyturn.rule.Syntax.Repeat;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far the matches of an expression can be from strings of which each match has one. Distances are in characters, of
 * which those that an unlimited repetition can take are not counted: such an expression reaches as far as they go.
 *
 * @param anchors strings in lower case
 * @param before how many characters that count are at most between a match's start and the end of an anchor in it
 * @param after how many are at most between an anchor's start and the match's end
 * @param uncounted ASCII characters that do not count, and {@link Syntax#BEYOND} for all others
 */
public record Extent(List<String> anchors, int before, int after, BitSet uncounted) {
    private static final int SHORTEST = 3;

    /** Of so many kinds of characters almost any text consists. */
    private static final int ALMOST_ALL = 90;

    /** Further than this is nowhere near. */
    private static final int FURTHEST = 4096;

    public Extent {
        anchors = List.copyOf(anchors);
    }

    /** What an expression shows of it; nothing if there are no such strings, or it is not understood. */
    static Optional<Extent> of(String regex, List<String> keywords) {
        try {
            Syntax syntax = SyntaxReader.read(regex);
            List<Syntax> parts = syntax instanceof Chain chain ? chain.parts() : List.of(syntax);
            BitSet uncounted = new BitSet();
            free(syntax, uncounted);
            if (uncounted.cardinality() > ALMOST_ALL || count(syntax) > FURTHEST) {
                return Optional.empty();
            }
            return anchored(parts, uncounted, keywords);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Whether a character does not count. */
    public boolean isFree(byte character) {
        return !uncounted.isEmpty() && (character < 0 || uncounted.get(character));
    }

    /** A run of parts whose strings are few. */
    private record Run(int from, int to, Set<String> strings) {
        boolean has(List<String> keywords) {
            return strings.stream().allMatch(string -> keywords.stream().anyMatch(string::contains));
        }

        int shortest() {
            return strings.stream().mapToInt(String::length).min().orElse(0);
        }
    }

    private static Optional<Extent> anchored(List<Syntax> parts, BitSet uncounted, List<String> keywords) {
        List<Run> runs = runs(parts);
        Optional<Run> known = runs.stream().filter(run -> run.has(keywords)).findFirst();
        Run best = known.orElseGet(
                () -> runs.stream().max(Comparator.comparing(Run::shortest)).orElse(null));
        if (best == null || known.isEmpty() && best.shortest() < SHORTEST) {
            return Optional.empty();
        }
        List<String> anchors = known.isPresent() ? keywords : List.copyOf(best.strings());
        return Optional.of(new Extent(
                anchors,
                count(new Chain(parts.subList(0, best.to()))),
                count(new Chain(parts.subList(best.from(), parts.size()))),
                uncounted));
    }

    private static List<Run> runs(List<Syntax> parts) {
        List<Run> runs = new ArrayList<>();
        Set<String> strings = Set.of("");
        int from = 0;
        for (int i = 0; i < parts.size(); i++) {
            @Nullable Set<String> here = Languages.of(parts.get(i));
            @Nullable Set<String> longer = Languages.followed(strings, here);
            if (longer == null) {
                runs.add(new Run(from, i, strings));
                from = here == null ? i + 1 : i;
                strings = here == null ? Set.of("") : here;
            } else {
                strings = longer;
            }
            inner(parts.get(i), i, runs);
        }
        runs.add(new Run(from, parts.size(), strings));
        return runs;
    }

    /** Strings of which a part that is itself made of parts has one, wherever in it. */
    private static void inner(Syntax part, int at, List<Run> runs) {
        Set<String> strings = new LinkedHashSet<>();
        if (part instanceof Choice choice) {
            for (Syntax branch : choice.branches()) {
                strings.addAll(longest(branch));
            }
            runs.add(new Run(at, at + 1, strings));
        } else if (part instanceof Repeat repeat && repeat.least() > 0) {
            runs.add(new Run(at, at + 1, longest(repeat.part())));
        }
    }

    private static Set<String> longest(Syntax branch) {
        List<Syntax> parts = branch instanceof Chain chain ? chain.parts() : List.of(branch);
        return runs(parts).stream()
                .max(Comparator.comparing(Run::shortest))
                .map(Run::strings)
                .orElse(Set.of(""));
    }

    private static void free(Syntax part, BitSet out) {
        if (part instanceof Chain chain) {
            chain.parts().forEach(inner -> free(inner, out));
        } else if (part instanceof Choice choice) {
            choice.branches().forEach(branch -> free(branch, out));
        } else if (part instanceof Repeat repeat) {
            free(repeat.part(), out);
            if (repeat.most() < 0) {
                taken(repeat.part(), out);
            }
        }
    }

    private static void taken(Syntax part, BitSet out) {
        if (part instanceof Chars chars) {
            out.or(chars.set());
        } else if (part instanceof Chain chain) {
            chain.parts().forEach(inner -> taken(inner, out));
        } else if (part instanceof Choice choice) {
            choice.branches().forEach(branch -> taken(branch, out));
        } else if (part instanceof Repeat repeat) {
            taken(repeat.part(), out);
        }
    }

    /** The most characters that count; no more than a little over the furthest. */
    private static int count(Syntax part) {
        long most = 0;
        if (part instanceof Chars) {
            most = 1;
        } else if (part instanceof Chain chain) {
            most = chain.parts().stream().mapToLong(Extent::count).sum();
        } else if (part instanceof Choice choice) {
            most = choice.branches().stream().mapToLong(Extent::count).max().orElse(0);
        } else if (part instanceof Repeat repeat) {
            most = repeat.most() < 0 ? 0 : (long) repeat.most() * count(repeat.part());
        }
        return (int) Math.min(most, FURTHEST + 1);
    }
}
