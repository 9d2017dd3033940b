package dev.keyturn.rule;

import com.google.re2j.PatternSyntaxException;
import dev.keyturn.complaint.Complaint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/**
 * Rules in gitleaks' TOML, with gitleaks' meaning: what extends what, which keys replace and which add, what an allow-list
 * drops. {@code useDefault} means the rules that come with this product, many of which have gitleaks' ids.
 */
final class Gitleaks {
    private static final int DEEPEST = 2;

    private final String name;
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final List<Allowlist> allowlists = new ArrayList<>();

    private Gitleaks(String name) {
        this.name = name;
    }

    static Rules read(Path file) throws Complaint {
        return read(file.toString(), text(file));
    }

    static Rules read(String name, String text) throws Complaint {
        Gitleaks config = new Gitleaks(name);
        config.load(name, text, 0);
        if (config.rules.isEmpty()) {
            throw new Complaint(
                    name + " has no rules: nothing of other providers would be found",
                    "add [[rules]], or [extend] with useDefault = true");
        }
        List<Rule> all = new ArrayList<>();
        all.add(Rules.own());
        config.rules.values().stream().filter(rule -> !rule.own()).forEach(all::add);
        return new Rules(all, config.allowlists);
    }

    private static String text(Path file) throws Complaint {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Complaint("the configuration " + file + " cannot be read", "check the path");
        }
    }

    private void load(String file, String text, int depth) throws Complaint {
        TomlParseResult toml = Toml.parse(text);
        if (toml.hasErrors()) {
            throw new Complaint(file + " is no TOML: " + toml.errors().get(0), "correct that line");
        }
        Settings settings = new Settings(toml);
        Settings extend = settings.table("extend").orElse(null);
        if (extend != null && depth < DEEPEST) {
            extend(extend, depth);
        }
        for (Settings rule : settings.tables("rules")) {
            add(rule);
        }
        List<Allowlist> lists = new ArrayList<>();
        for (Settings list : allowlists(settings)) {
            List<String> targets = list.texts("targetrules");
            if (targets.isEmpty()) {
                lists.add(allowlist(list));
            } else {
                target(targets, allowlist(list));
            }
        }
        allowlists.addAll(lists);
    }

    private void extend(Settings extend, int depth) throws Complaint {
        String path = extend.text("path");
        if (extend.flag("usedefault") && !path.isEmpty()) {
            throw wrong("[extend] has both useDefault and path", "keep one of the two");
        }
        if (extend.flag("usedefault")) {
            RuleFile.builtIn().forEach(rule -> rules.put(rule.id(), rule));
        } else if (!path.isEmpty()) {
            load(path, text(Path.of(path)), depth + 1);
        }
        extend.texts("disabledrules").forEach(rules::remove);
    }

    private void add(Settings settings) throws Complaint {
        String id = settings.text("id");
        if (id.isEmpty()) {
            throw wrong("a rule has no id", "give every [[rules]] an id");
        }
        Rule base = rules.get(id);
        Detection old = base == null ? Detection.none() : base.detection();
        rules.put(id, rule(settings, id, base, detection(settings, id, old)));
    }

    private Detection detection(Settings settings, String id, Detection old) throws Complaint {
        Regex regex = regex(settings, "regex", old.regex());
        Regex path = regex(settings, "path", old.path());
        if (regex == null && path == null) {
            throw wrong("rule " + id + " has neither regex nor path", "give it one");
        }
        int group = settings.has("secretgroup") ? (int) settings.number("secretgroup") : old.group();
        if (regex != null && group > regex.groups()) {
            throw wrong("rule " + id + " has no group " + group, "lower secretGroup, or add a group to its regex");
        }
        List<Allowlist> lists = new ArrayList<>(old.allowlists());
        for (Settings list : allowlists(settings)) {
            lists.add(allowlist(list));
        }
        boolean replaced = settings.has("regex");
        return new Detection(
                joined(old.keywords(), settings.texts("keywords")),
                regex,
                group,
                path,
                replaced ? Reach.anywhere() : old.reach(),
                replaced ? Proof.NONE : old.proof(),
                settings.has("entropy") ? settings.number("entropy") : old.entropy(),
                lists);
    }

    private static Rule rule(Settings settings, String id, @Nullable Rule base, Detection detection) {
        String description = settings.text("description");
        String title = description.isEmpty() ? (base == null ? id : base.title()) : description;
        return new Rule(
                id,
                title,
                base == null ? "A rule of your own configuration" : base.about(),
                base == null ? Severity.HIGH : base.severity(),
                base == null ? "" : base.revoke(),
                joined(base == null ? tags(id) : base.tags(), settings.texts("tags")),
                detection);
    }

    private static List<String> tags(String id) {
        return id.contains(Rule.GENERIC) ? List.of(Rule.GENERIC) : List.of();
    }

    private static List<String> joined(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }

    private void target(List<String> ids, Allowlist list) throws Complaint {
        for (String id : ids) {
            Rule rule = rules.get(id);
            if (rule == null) {
                throw wrong(
                        "an allowlist targets the rule " + id + ", which does not exist", "correct its targetRules");
            }
            rules.put(id, rule.allowing(list));
        }
    }

    private List<Settings> allowlists(Settings settings) throws Complaint {
        List<Settings> lists = settings.tables("allowlists");
        Settings single = settings.table("allowlist").orElse(null);
        if (single == null) {
            return lists;
        }
        if (!lists.isEmpty()) {
            throw wrong("[allowlist] and [[allowlists]] stand side by side", "keep the plural form");
        }
        return List.of(single);
    }

    private Allowlist allowlist(Settings settings) throws Complaint {
        Set<String> commits = settings.texts("commits").stream()
                .map(commit -> commit.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(HashSet::new));
        List<String> stopwords = settings.texts("stopwords").stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        String condition = settings.text("condition").toUpperCase(Locale.ROOT);
        Allowlist list = new Allowlist(
                condition.equals("AND") || condition.equals("&&"),
                commits,
                regexes(settings.texts("paths")),
                target(settings.text("regextarget")),
                regexes(settings.texts("regexes")),
                stopwords);
        if (list.isEmpty()) {
            throw wrong("an allowlist is empty", "give it commits, paths, regexes or stopwords, or remove it");
        }
        return list;
    }

    private static Allowlist.Target target(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "match" -> Allowlist.Target.MATCH;
            case "line" -> Allowlist.Target.LINE;
            default -> Allowlist.Target.SECRET;
        };
    }

    private @Nullable Regex regex(Settings settings, String key, @Nullable Regex otherwise) throws Complaint {
        String source = settings.text(key);
        return source.isEmpty() ? otherwise : compile(source);
    }

    private List<Regex> regexes(List<String> sources) throws Complaint {
        List<Regex> regexes = new ArrayList<>();
        for (String source : sources) {
            regexes.add(compile(source));
        }
        return regexes;
    }

    private Regex compile(String source) throws Complaint {
        try {
            return Regex.checked(source);
        } catch (PatternSyntaxException e) {
            throw wrong(
                    "'" + source + "' is no regular expression: " + e.getDescription(), "write it in RE2's dialect");
        }
    }

    private Complaint wrong(String what, String advice) {
        return new Complaint(name + ": " + what, advice);
    }
}
