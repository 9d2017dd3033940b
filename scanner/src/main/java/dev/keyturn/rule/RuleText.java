package dev.keyturn.rule;

import dev.keyturn.complaint.Complaint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The text of a rule file as blocks: {@code [id]}, then one {@code name = value} a line. */
final class RuleText {
    private static final Set<String> NAMES = Set.of(
            "title",
            "about",
            "severity",
            "revoke",
            "alias",
            "tags",
            "keywords",
            "regex",
            "notation",
            "window",
            "near",
            "reach",
            "proof",
            "hint",
            "entropy",
            "example",
            "counterexample");
    private static final Set<String> EXAMPLES = Set.of("example", "counterexample");
    private static final Set<String> REPEATABLE = Set.of("keywords", "example", "counterexample");

    private RuleText() {}

    /**
     * One block.
     *
     * @param file the file's name, for errors
     * @param line where the block starts, counted from 1
     * @param id its id
     * @param values what its lines say, by their names
     */
    record Block(String file, int line, String id, Map<String, List<String>> values) {
        String get(String name, String otherwise) {
            List<String> all = values.get(name);
            return all == null ? otherwise : all.get(0);
        }

        String required(String name) throws Complaint {
            String value = get(name, "");
            if (value.isEmpty()) {
                throw wrong("has no " + name, "add a line '" + name + " = …'");
            }
            return value;
        }

        List<String> all(String name) {
            return values.getOrDefault(name, List.of());
        }

        /** Words, in which {@code \s} stands for a blank. */
        List<String> words(String name) {
            List<String> words = new ArrayList<>();
            for (String line : all(name)) {
                for (int from = 0; from < line.length(); ) {
                    int space = line.indexOf(' ', from);
                    int to = space < 0 ? line.length() : space;
                    if (to > from) {
                        words.add(line.substring(from, to).replace("\\s", " "));
                    }
                    from = to + 1;
                }
            }
            return List.copyOf(words);
        }

        boolean has(String name) {
            return values.containsKey(name);
        }

        /** The block as it is read, but for what only tests and people ask for. */
        String withoutExamples() {
            StringBuilder text = new StringBuilder("[" + id + "]\n");
            values.forEach((name, all) -> {
                if (!EXAMPLES.contains(name)) {
                    all.forEach(value ->
                            text.append(name).append(" = ").append(value).append('\n'));
                }
            });
            return text.toString();
        }

        Complaint wrong(String what, String advice) {
            return new Complaint(file + ":" + line + ": rule " + id + " " + what, advice);
        }
    }

    static List<Block> blocks(String file, String text) throws Complaint {
        List<Block> blocks = new ArrayList<>();
        int number = 0;
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\n', at);
            int to = end < 0 ? text.length() : end;
            String line = text.substring(at, to).strip();
            at = to + 1;
            number++;
            if (line.startsWith("[")) {
                blocks.add(new Block(file, number, id(file, number, line), new LinkedHashMap<>()));
            } else if (!line.isEmpty() && line.charAt(0) != '#') {
                put(file, number, line, blocks);
            }
        }
        return blocks;
    }

    private static String id(String file, int number, String line) throws Complaint {
        String id = line.endsWith("]") ? line.substring(1, line.length() - 1) : "";
        if (id.isEmpty() || !id.chars().allMatch(RuleText::isIdCharacter)) {
            throw new Complaint(
                    file + ":" + number + ": '" + line + "' is no id",
                    "write [id] with lower-case letters, digits and hyphens");
        }
        return id;
    }

    private static boolean isIdCharacter(int character) {
        return character >= 'a' && character <= 'z' || character >= '0' && character <= '9' || character == '-';
    }

    private static void put(String file, int number, String line, List<Block> blocks) throws Complaint {
        int equals = line.indexOf('=');
        String name = equals < 0 ? line : line.substring(0, equals).strip();
        if (blocks.isEmpty() || !NAMES.contains(name)) {
            throw new Complaint(
                    file + ":" + number + ": '" + name + "' is no line of a rule",
                    blocks.isEmpty() ? "start a rule with [id]" : "the names are " + String.join(", ", sorted()));
        }
        Map<String, List<String>> values = blocks.get(blocks.size() - 1).values();
        List<String> all = values.computeIfAbsent(name, key -> new ArrayList<>(1));
        if (!all.isEmpty() && !REPEATABLE.contains(name)) {
            throw new Complaint(file + ":" + number + ": a second '" + name + "'", "join it with the first");
        }
        all.add(line.substring(equals + 1).strip());
    }

    private static List<String> sorted() {
        return NAMES.stream().sorted().toList();
    }
}
