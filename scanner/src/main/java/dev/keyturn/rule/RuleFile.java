package dev.keyturn.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rules that come with the product, as they stand in {@code rules.txt}: {@code [id]}, then one {@code name = value}
 * a line. Read by hand because a TOML parser costs more than the scan of a commit.
 */
final class RuleFile {
    private static final String RESOURCE = "rules.txt";

    private RuleFile() {}

    static List<Rule> builtIn() {
        try (InputStream resource = RuleFile.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("the rules are missing from the jar");
            }
            return parse(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the rules in the jar cannot be read", e);
        }
    }

    static List<Rule> parse(String text) {
        List<Rule> rules = new ArrayList<>();
        rules.add(Rules.own());
        Map<String, String> entry = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            if (line.startsWith("[")) {
                add(rules, entry);
                entry.put("id", line.substring(1, line.indexOf(']')));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                int equals = line.indexOf('=');
                entry.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        add(rules, entry);
        return rules;
    }

    private static void add(List<Rule> rules, Map<String, String> entry) {
        if (!entry.isEmpty()) {
            rules.add(rule(entry));
            entry.clear();
        }
    }

    private static Rule rule(Map<String, String> entry) {
        return new Rule(
                required(entry, "id"),
                required(entry, "title"),
                required(entry, "about"),
                Severity.valueOf(required(entry, "severity").toUpperCase(Locale.ROOT)),
                entry.getOrDefault("revoke", ""),
                words(entry.getOrDefault("tags", "")),
                detection(entry));
    }

    private static Detection detection(Map<String, String> entry) {
        return new Detection(
                words(required(entry, "keywords")),
                Regex.lazy(required(entry, "regex")),
                0,
                null,
                reach(entry.getOrDefault("near", "")),
                Proof.named(entry.getOrDefault("proof", "none")),
                Double.parseDouble(entry.getOrDefault("entropy", "0")),
                List.of());
    }

    private static Reach reach(String near) {
        if (near.isEmpty()) {
            return Reach.at();
        }
        List<String> distances = words(near);
        return Reach.near(Integer.parseInt(distances.get(0)), Integer.parseInt(distances.get(1)));
    }

    private static List<String> words(String value) {
        return value.isEmpty() ? List.of() : List.of(value.split(" +"));
    }

    private static String required(Map<String, String> entry, String name) {
        String value = entry.get(name);
        if (value == null) {
            throw new IllegalStateException("rule " + entry.get("id") + " has no " + name);
        }
        return value;
    }
}
