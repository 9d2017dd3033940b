package dev.keyturn.rule;

import com.google.re2j.PatternSyntaxException;
import dev.keyturn.complaint.Complaint;
import dev.keyturn.rule.RuleText.Block;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Rules in this product's own form; {@code index.txt} names the files that come with it. Read by hand because a TOML
 * parser costs more than the scan of a commit.
 */
final class RuleFile {
    private static final String INDEX = "index.txt";
    private static final String BLOCKS = ".rules";
    private static final String TABLE = ".keys";

    /** What parts rules from tables in a text of both. */
    private static final String TABLES = "\n# tables";

    private final boolean compiling;
    private final Set<String> ids = new HashSet<>();
    private final List<Rule> rules = new ArrayList<>();

    private RuleFile(boolean compiling) {
        this.compiling = compiling;
    }

    /** The rules in the jar, ours first; their expressions are compiled when first used. */
    static List<Rule> builtIn() {
        RuleFile reader = new RuleFile(false);
        reader.rules.add(Rules.own());
        try {
            for (Block block : builtInBlocks()) {
                reader.add(block);
            }
            for (String table : files(TABLE)) {
                reader.rules.addAll(KeyTable.read(table, resource(table)));
            }
        } catch (Complaint e) {
            throw broken(e);
        }
        return reader.rules;
    }

    /** The text of those rules in the jar that are no guesses, in this form. */
    static String certain() {
        StringBuilder text = new StringBuilder();
        RuleFile reader = new RuleFile(false);
        try {
            for (Block block : builtInBlocks()) {
                if (!reader.rule(block).generic()) {
                    text.append(block.withoutExamples());
                }
            }
        } catch (Complaint e) {
            throw broken(e);
        }
        text.append(TABLES).append('\n');
        files(TABLE).forEach(table -> text.append(KeyTable.certain(resource(table))));
        return text.toString();
    }

    /** The rules of a text that {@link #certain} gave, ours first; one plain file is sooner open than a jar. */
    static List<Rule> written(Path file) throws IOException {
        RuleFile reader = new RuleFile(false);
        reader.rules.add(Rules.own());
        try (InputStream text = new FileInputStream(file.toString())) {
            String all = new String(text.readAllBytes(), StandardCharsets.UTF_8);
            int tables = all.indexOf(TABLES);
            reader.add(file.toString(), all.substring(0, tables));
            reader.rules.addAll(KeyTable.read(file.toString(), all.substring(tables + TABLES.length())));
        } catch (Complaint e) {
            throw new IOException(e.what(), e);
        }
        return reader.rules;
    }

    private static List<Block> builtInBlocks() throws Complaint {
        List<Block> blocks = new ArrayList<>();
        for (String file : files(BLOCKS)) {
            blocks.addAll(RuleText.blocks(file, resource(file)));
        }
        return blocks;
    }

    /** The files in the jar whose names end so, in the order in which their rules are listed. */
    private static List<String> files(String ending) {
        return resource(INDEX).lines().filter(line -> line.endsWith(ending)).toList();
    }

    private static IllegalStateException broken(Complaint complaint) {
        return new IllegalStateException(complaint.what() + ": " + complaint.advice(), complaint);
    }

    /**
     * The rules of a file.
     *
     * @throws Complaint if it cannot be read or says something impossible
     */
    static List<Rule> read(Path file) throws Complaint {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new Complaint("the rules in " + file + " cannot be read", "check the path");
        }
    }

    static List<Rule> parse(String name, String text) throws Complaint {
        RuleFile reader = new RuleFile(true);
        reader.add(name, text);
        if (reader.rules.isEmpty()) {
            throw new Complaint(name + " has no rules", "start one with [id]");
        }
        return reader.rules;
    }

    private static String resource(String name) {
        try (InputStream resource = RuleFile.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("the rules " + name + " are missing from the jar");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the rules in the jar cannot be read", e);
        }
    }

    private void add(String name, String text) throws Complaint {
        for (Block block : RuleText.blocks(name, text)) {
            add(block);
        }
    }

    private void add(Block block) throws Complaint {
        if (!ids.add(block.id())) {
            throw block.wrong("stands there twice", "give one of the two another id");
        }
        rules.add(rule(block));
    }

    private Rule rule(Block block) throws Complaint {
        return new Rule(
                block.id(),
                block.words("alias"),
                block.required("title"),
                block.required("about"),
                severity(block),
                block.get("revoke", ""),
                block.words("tags"),
                detection(block),
                new Examples.Written(block.all("example"), block.all("counterexample")));
    }

    private static Severity severity(Block block) throws Complaint {
        try {
            return Severity.valueOf(block.required("severity").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw block.wrong("has no severity that there is", "use low, medium, high or critical");
        }
    }

    private Detection detection(Block block) throws Complaint {
        block.required("keywords");
        Notation notation = notation(block);
        return new Detection(
                block.words("keywords"),
                notation == Notation.EXPRESSION ? regex(block) : null,
                0,
                null,
                reach(block),
                proof(block, "proof"),
                proof(block, "hint"),
                notation,
                context(block),
                entropy(block),
                List.of(),
                Company.none());
    }

    private Regex regex(Block block) throws Complaint {
        String source = block.required("regex");
        try {
            return compiling ? Regex.checked(source) : Regex.lazy(source);
        } catch (PatternSyntaxException e) {
            throw block.wrong("has no regular expression: " + e.getDescription(), "write it in RE2's dialect");
        }
    }

    private static Reach reach(Block block) throws Complaint {
        List<String> distances = block.words("window");
        if (distances.isEmpty()) {
            return Reach.at();
        }
        if (distances.size() != 2) {
            throw block.wrong("has no window of two distances", "write 'window = BEFORE AFTER', in bytes");
        }
        return Reach.near(number(block, distances.get(0)), number(block, distances.get(1)));
    }

    private static Context context(Block block) throws Complaint {
        if (!block.has("near")) {
            return Context.none();
        }
        int reach = block.has("reach") ? number(block, block.get("reach", "")) : Context.USUAL;
        if (reach > Context.FURTHEST) {
            throw block.wrong("reaches too far", "look no further than " + Context.FURTHEST + " bytes");
        }
        return new Context(
                block.words("near").stream()
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .toList(),
                reach);
    }

    private static Proof proof(Block block, String name) throws Complaint {
        try {
            return Proof.named(block.get(name, "none"));
        } catch (IllegalArgumentException e) {
            throw block.wrong("has an unknown " + name, "the proofs are " + Proof.names());
        }
    }

    private static Notation notation(Block block) throws Complaint {
        try {
            return Notation.named(block.get("notation", "expression"));
        } catch (IllegalArgumentException e) {
            throw block.wrong("has an unknown notation", "the notations are " + Notation.names());
        }
    }

    private static double entropy(Block block) throws Complaint {
        try {
            return Double.parseDouble(block.get("entropy", "0"));
        } catch (NumberFormatException e) {
            throw block.wrong("has an entropy that is no number", "write bits per character, such as 3.5");
        }
    }

    private static int number(Block block, String digits) throws Complaint {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw block.wrong("has '" + digits + "' for a distance", "write a count of bytes");
        }
    }
}
