package dev.keyturn.hook;

import dev.keyturn.decode.Traces;
import dev.keyturn.rule.Detection;
import dev.keyturn.rule.Rule;
import dev.keyturn.rule.Rules;
import dev.keyturn.rule.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What {@code grep} needs to tell that a change holds nothing for any rule, so that no JVM has to be started for it.
 * Lines of extended regular expressions for the C locale; what fits none of {@link #first} has no finding that stops a commit. What fits
 * must be scanned if it fits one of {@link #certain}, or if one of {@link #vague} is near one of {@link #words}.
 *
 * <p>Guesses stop nothing, so no JVM is started for them.
 */
public final class Prefilter {
    /** How the launcher tells of an object that is not there, a git that failed, and rules of the repository. */
    static final List<String> TROUBLE =
            List.of("^[0-9a-f]*[1-9a-f][0-9a-f]* missing$", "^keyturn-git-failed$", "^keyturn-configured[0-9]");

    /** How a text ends that the launcher gives to grep: only a grep that shows this line has searched at all. */
    private static final List<String> READ = List.of("^keyturn-read$");

    private static final String OWN = "sk_[0-9a-z]{2,12}_[0-9A-Za-z]{38}";

    /** Where a word starts, perhaps behind an escape that stands for no letter. */
    private static final String WORD = "(^|[^0-9A-Za-z]|[\\\\%=][0-9A-Za-z]*)";

    private static final int SHORTEST_LITERAL = 6;

    private final Map<String, Set<String>> byTail = new LinkedHashMap<>();
    private final Set<String> literals = new LinkedHashSet<>();
    private final Set<String> starts = new LinkedHashSet<>();
    private final Set<String> startsOfWords = new LinkedHashSet<>();
    private final Set<String> vague = new LinkedHashSet<>();
    private final Set<String> words = new LinkedHashSet<>();

    /** @param rules in force */
    public Prefilter(Rules rules) {
        rules.rules().forEach(this::add);
    }

    private void add(Rule rule) {
        if (rule.own()) {
            certain("", OWN, List.of());
        } else if (!rule.generic()) {
            Shape.of(rule).forEach(shape -> add(rule, shape));
        }
    }

    private void add(Rule rule, Shape shape) {
        List<String> near = rule.detection().near().isNeeded()
                ? rule.detection().near().words()
                : rule.detection().keywords();
        if (shape.telling() || near.isEmpty()) {
            certain(shape.tail(), shape.head(), startsOfWords(rule.detection()));
        } else {
            vague.add(shape.expression());
            near.forEach(word -> words.add(inAnyCase(word)));
        }
    }

    /** What matches of a rule start with, as far as they have to be at the start of a word. */
    private static List<String> startsOfWords(Detection detection) {
        return detection.reach().anchored() ? detection.keywords() : List.of();
    }

    private void certain(String tail, String head, List<String> starting) {
        byTail.computeIfAbsent(tail, any -> new LinkedHashSet<>()).add(head);
        Start start = Start.of(head + tail);
        if (start.literal().length() >= SHORTEST_LITERAL) {
            literals.add(start.literal());
        } else {
            boolean word = starting.stream().anyMatch(keyword -> isStart(start.literal(), keyword));
            (word ? startsOfWords : starts).add(start.expression());
        }
    }

    private static boolean isStart(String literal, String keyword) {
        return !literal.isEmpty() && (keyword.startsWith(literal) || literal.startsWith(keyword));
    }

    /** A word as an expression. */
    static String inAnyCase(String word) {
        StringBuilder text = new StringBuilder();
        for (char character : word.toLowerCase(Locale.ROOT).toCharArray()) {
            if (character >= 'a' && character <= 'z') {
                text.append('[')
                        .append(character)
                        .append(Character.toUpperCase(character))
                        .append(']');
            } else {
                text.append("\\^$.[]|()*+?{}".indexOf(character) >= 0 ? "\\" : "")
                        .append(character);
            }
        }
        return text.toString();
    }

    /** Writes a file for each list, as grep reads them. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve("rough"), and(READ, Traces.rough()));
        write(folder.resolve("rough85"), and(READ, Traces.rough85()));
        write(folder.resolve("runs"), and(TROUBLE, Traces.runs()));
        write(folder.resolve("heads"), Traces.heads());
        write(folder.resolve("rests"), Traces.rests());
        write(folder.resolve("seams"), Traces.seams());
        write(folder.resolve("vague"), vague());
        write(folder.resolve("words"), words());
        write(folder.resolve("literals"), and(List.of("keyturn-read"), List.copyOf(literals)));
        write(folder.resolve("hints"), hints());
        write(folder.resolve("prefixes"), prefixes());
        write(folder.resolve("certain"), certain());
        write(folder.resolve("first"), first());
    }

    private static List<String> and(List<String> some, List<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static void write(Path file, List<String> lines) throws IOException {
        Files.write(file, lines, StandardCharsets.ISO_8859_1);
    }

    /**
     * Everything that asks for a closer look at a line, beside {@link #literals}: of the rules' expressions only how they
     * start, because grep takes longer to make an automaton of hundreds of whole ones than to search a commit.
     */
    List<String> first() {
        List<String> all = and(READ, and(TROUBLE, Traces.plain()));
        all.addAll(starts);
        return all;
    }

    /** What says something only together with what else the text holds. */
    List<String> hints() {
        List<String> all = and(READ, Traces.seams());
        all.addAll(Traces.heads());
        all.addAll(words());
        return all;
    }

    /** How else the rules' expressions start: words, which grep tells sooner by themselves. */
    List<String> prefixes() {
        return and(READ, List.of(WORD + "(" + String.join("|", startsOfWords) + ")"));
    }

    /** What asks for a scan by itself. */
    List<String> certain() {
        List<String> all = and(TROUBLE, Traces.plain());
        byTail.forEach((tail, heads) -> {
            if (tail.isEmpty()) {
                all.addAll(heads);
            } else {
                all.add("(" + String.join("|", heads) + ")" + tail);
            }
        });
        return all;
    }

    /** What asks for one only near a word: the shape of a secret that many other things have too. */
    List<String> vague() {
        return List.copyOf(vague);
    }

    /** Those words. */
    List<String> words() {
        return List.copyOf(words);
    }
}
