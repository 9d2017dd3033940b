package dev.keyturn.rule;

import dev.keyturn.complaint.Complaint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rules that need no more than a shape, one a line: {@code id | title | names | shape | where to revoke it}. A line
 * {@code [severity] sentence} says how dangerous those below it are. Names are the provider's, of which one must stand
 * before the key; one with {@code !} after it also means something else; {@code -} stands for none, where the shape
 * begins with text that nothing else begins with.
 */
final class KeyTable {
    private static final int FIELDS = 5;
    private static final String BAR = " | ";
    private static final String NO_NAME = "-";
    private static final List<String> GUESS = List.of(Rule.GENERIC, Rule.SERVICE);
    private static final int SHORTEST_HEAD = 3;

    private final String file;
    private final List<Rule> rules = new ArrayList<>();
    private Severity severity = Severity.LOW;
    private String about = "";

    private KeyTable(String file) {
        this.file = file;
    }

    /**
     * The rules of a table.
     *
     * @param file the table's name, for errors
     * @throws Complaint if a line says something impossible
     */
    static List<Rule> read(String file, String text) throws Complaint {
        KeyTable table = new KeyTable(file);
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            if (line.startsWith("[")) {
                table.begin(line);
            } else if (!line.isBlank() && line.charAt(0) != '#') {
                table.add(number, line);
            }
        }
        return table.rules;
    }

    /** A table without its guesses and comments. */
    static String certain(String text) {
        StringBuilder certain = new StringBuilder();
        text.lines()
                .filter(line -> line.startsWith("[") || line.contains(BAR + NO_NAME + BAR))
                .forEach(line -> certain.append(line).append('\n'));
        return certain.toString();
    }

    private void begin(String line) {
        int close = line.indexOf(']');
        severity = Severity.valueOf(line.substring(1, close).toUpperCase(Locale.ROOT));
        about = line.substring(close + 1).strip();
    }

    private void add(int number, String line) throws Complaint {
        List<String> fields = fields(line);
        if (fields.size() != FIELDS) {
            throw new Complaint(
                    file + ":" + number + ": a line with " + fields.size() + " fields",
                    "write id | title | names | shape | where to revoke it");
        }
        List<String> names = fields.get(2).equals(NO_NAME)
                ? List.of()
                : List.of(fields.get(2).split(" "));
        KeyShape shape = KeyShape.of(fields.get(3));
        if (names.isEmpty() && shape.head().length() < SHORTEST_HEAD) {
            throw new Complaint(
                    file + ":" + number + ": nothing to look for",
                    "begin the shape with " + SHORTEST_HEAD + " characters of its own, or name the provider");
        }
        Naming naming = new Naming(names, shape);
        rules.add(new Rule(
                fields.get(0),
                List.of(),
                fields.get(1),
                about,
                severity,
                fields.get(4),
                names.isEmpty() ? List.of() : GUESS,
                names.isEmpty() ? detection(shape) : detection(naming),
                new KeyExamples(naming.names(), shape)));
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>(FIELDS);
        int from = 0;
        for (int bar = line.indexOf(BAR); bar >= 0; bar = line.indexOf(BAR, from)) {
            fields.add(line.substring(from, bar).strip());
            from = bar + BAR.length();
        }
        fields.add(line.substring(from).strip());
        return fields;
    }

    private static Detection detection(KeyShape shape) {
        Reach reach = new Reach(0, shape.longest() + 1, true);
        return new Detection(
                List.of(shape.head()), Regex.of(shape), 0, null, reach, Proof.NONE, shape.entropy(), List.of());
    }

    private static Detection detection(Naming naming) {
        Notation notation = naming.shape().hasRun(Notation.SHORTEST_RUN) ? Notation.NAMED : Notation.EXPRESSION;
        return new Detection(
                naming.names(),
                Regex.of(naming),
                0,
                null,
                Reach.near(0, naming.longest()),
                Proof.NONE,
                Proof.NONE,
                notation,
                Context.none(),
                naming.shape().entropy(),
                List.of(),
                Company.none());
    }
}
