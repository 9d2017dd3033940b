package dev.keyturn.rule;

import dev.keyturn.complaint.Complaint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules in gitleaks' TOML, with gitleaks' meaning: what extends what, which keys replace and which add, what is refused.
 * {@code useDefault} means the rules that come with this product, which answer to gitleaks' ids.
 */
final class Gitleaks {
    private static final int DEEPEST = 2;

    private final FileTexts files;
    private final Set<String> notes = new LinkedHashSet<>();
    private boolean extendsOurs;

    private Gitleaks(FileTexts files) {
        this.files = files;
    }

    /** What a file says together with what it extends. */
    private record Loaded(Map<String, Rule> rules, List<Allowlist> allowlists) {}

    static Rules read(String file, String text, FileTexts files) throws Complaint {
        return new Gitleaks(files).rules(file, text);
    }

    private Rules rules(String file, String text) throws Complaint {
        Settings settings = Settings.of(file, text);
        Drafting drafting = new Drafting(file);
        Loaded loaded = load(file, settings, 0);
        refuseMistakes(file, loaded.rules());
        for (Settings list : drafting.lists(settings)) {
            for (String id : list.texts("targetrules")) {
                target(file, loaded.rules(), id, drafting.allowlist(list));
            }
        }
        List<Rule> all = new ArrayList<>(List.of(Rules.own()));
        loaded.rules().values().stream().filter(rule -> !rule.own()).forEach(all::add);
        if (all.stream()
                .allMatch(rule -> rule.own() || rule.detection().company().silent())) {
            throw new Complaint(
                    file + " has no rules: nothing of other providers would be found",
                    "add [[rules]], or [extend] with useDefault = true");
        }
        return new Rules(all, loaded.allowlists(), List.copyOf(notes));
    }

    private Loaded load(String file, Settings settings, int depth) throws Complaint {
        Drafting drafting = new Drafting(file);
        noteVersion(file, settings.text("minversion"));
        Map<String, Draft> drafts = new LinkedHashMap<>();
        for (Settings rule : settings.tables("rules")) {
            Draft draft = drafting.draft(rule);
            drafts.put(draft.id(), draft);
        }
        refuseMissingCompanions(file, drafts);
        List<Allowlist> allowlists = new ArrayList<>();
        for (Settings list : drafting.lists(settings)) {
            Allowlist read = drafting.allowlist(list);
            if (list.texts("targetrules").isEmpty()) {
                allowlists.add(read);
            }
        }
        Settings extend = settings.table("extend").orElse(null);
        Map<String, Rule> rules = new LinkedHashMap<>();
        if (extend != null && depth < DEEPEST) {
            Loaded base = base(file, extend, depth);
            rules.putAll(base.rules());
            allowlists.addAll(base.allowlists());
        }
        drafts.values().forEach(draft -> lay(draft, rules));
        return new Loaded(rules, allowlists);
    }

    private Loaded base(String file, Settings extend, int depth) throws Complaint {
        String path = extend.text("path");
        boolean ours = extend.flag("usedefault");
        if (ours && !path.isEmpty()) {
            throw new Complaint(file + ": [extend] has both useDefault and path", "keep one of the two");
        }
        Loaded base = new Loaded(new LinkedHashMap<>(), List.of());
        if (ours) {
            extendsOurs = true;
            RuleFile.builtIn().forEach(rule -> base.rules().put(rule.id(), rule));
        } else if (!path.isEmpty()) {
            Loaded other = load(path, Settings.of(path, files.of(path)), depth + 1);
            return without(extend.texts("disabledrules"), other, path);
        }
        return without(extend.texts("disabledrules"), base, "Keyturn's own rules");
    }

    private Loaded without(List<String> ids, Loaded base, String where) {
        for (String id : ids) {
            Rule rule = called(id, base.rules());
            if (rule == null) {
                notes.add("there is no rule " + id + " in " + where + " to disable");
            } else {
                base.rules().remove(rule.id());
            }
        }
        return base;
    }

    private void lay(Draft draft, Map<String, Rule> rules) {
        Rule base = called(draft.id(), rules);
        if (base != null) {
            rules.remove(base.id());
            rules.put(draft.id(), draft.over(base));
        } else if (draft.aimless() && extendsOurs) {
            notes.add("there is no rule " + draft.id() + " here: what the configuration says of it has no effect");
        } else {
            rules.put(draft.id(), draft.alone());
        }
    }

    private static @Nullable Rule called(String id, Map<String, Rule> rules) {
        Rule exact = rules.get(id);
        return exact == null
                ? rules.values().stream()
                        .filter(rule -> rule.isCalled(id))
                        .findFirst()
                        .orElse(null)
                : exact;
    }

    private void target(String file, Map<String, Rule> rules, String id, Allowlist list) throws Complaint {
        Rule rule = called(id, rules);
        if (rule != null) {
            rules.put(rule.id(), rule.allowing(list));
        } else if (extendsOurs) {
            notes.add("there is no rule " + id + " here: the allowlist that targets it has no effect");
        } else {
            throw new Complaint(
                    file + ": an allowlist targets the rule " + id + ", which does not exist",
                    "correct its targetRules");
        }
    }

    private void noteVersion(String file, String version) throws Complaint {
        if (!version.isEmpty() && new Version(file, version).isNewer()) {
            notes.add(file + " asks for gitleaks " + version + ", and is read as " + Version.READ_AS + " would");
        }
    }

    private static void refuseMissingCompanions(String file, Map<String, Draft> drafts) throws Complaint {
        for (Draft draft : drafts.values()) {
            for (Company.Companion companion : draft.company().companions()) {
                if (!drafts.containsKey(companion.rule())) {
                    throw new Complaint(
                            file + ": rule " + draft.id() + " requires the rule " + companion.rule()
                                    + ", which does not exist",
                            "add that rule to the same file");
                }
            }
        }
    }

    private static void refuseMistakes(String file, Map<String, Rule> rules) throws Complaint {
        for (Rule rule : rules.values()) {
            Detection detection = rule.detection();
            if (rule.id().isBlank()) {
                throw new Complaint(file + ": a rule has no id", "give every [[rules]] an id");
            }
            if (!detection.readsText() && detection.path() == null && !rule.own()) {
                throw new Complaint(file + ": rule " + rule.id() + " has neither regex nor path", "give it one");
            }
            if (detection.regex() != null
                    && detection.group() > 0
                    && detection.group() > detection.regex().groups()) {
                throw new Complaint(
                        file + ": rule " + rule.id() + " has no group " + detection.group(),
                        "lower secretGroup, or add a group to its regex");
            }
        }
    }
}
