package dev.keyturn.rule;

import com.google.re2j.PatternSyntaxException;
import dev.keyturn.complaint.Complaint;
import dev.keyturn.regex.Patience;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads rules and allow-lists of one configuration, and refuses what gitleaks refuses. */
final class Drafting {
    private static final long LARGEST = 2_000_000;

    private final String file;
    private final Patience patience = new Patience();
    private long size;

    /** @param file what complaints call the configuration */
    Drafting(String file) {
        this.file = file;
    }

    Draft draft(Settings settings) throws Complaint {
        String id = settings.text("id");
        List<Allowlist> allowlists = new ArrayList<>();
        for (Settings list : lists(settings)) {
            allowlists.add(allowlist(list));
        }
        return new Draft(
                id,
                settings.text("description"),
                regex(settings.text("regex")),
                regex(settings.text("path")),
                (int) settings.number("secretgroup"),
                settings.number("entropy"),
                settings.texts("keywords"),
                settings.texts("tags"),
                allowlists,
                company(settings, id));
    }

    private Company company(Settings settings, String id) throws Complaint {
        List<Company.Companion> companions = new ArrayList<>();
        for (Settings required : settings.tables("required")) {
            String other = required.text("id");
            if (other.isEmpty()) {
                throw wrong("rule " + id + " requires a rule without an id", "give every [[rules.required]] an id");
            }
            companions.add(new Company.Companion(
                    other, distance(required, "withinlines"), distance(required, "withincolumns")));
        }
        return new Company(companions, settings.flag("skipreport"));
    }

    private static int distance(Settings required, String name) throws Complaint {
        return required.count(name).map(Double::intValue).orElse(-1);
    }

    /** The allow-lists of a table, of which the older form has one. */
    List<Settings> lists(Settings settings) throws Complaint {
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

    Allowlist allowlist(Settings settings) throws Complaint {
        Set<String> commits = settings.texts("commits").stream()
                .map(commit -> commit.toLowerCase(Locale.ROOT).strip())
                .collect(Collectors.toCollection(HashSet::new));
        List<String> stopwords = settings.texts("stopwords").stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        Allowlist list = new Allowlist(
                all(settings.text("condition")),
                commits,
                joined(settings.texts("paths")),
                target(settings.text("regextarget")),
                joined(settings.texts("regexes")),
                stopwords);
        if (list.isEmpty()) {
            throw wrong("an allowlist is empty", "give it commits, paths, regexes or stopwords, or remove it");
        }
        return list;
    }

    private boolean all(String condition) throws Complaint {
        return switch (condition.toUpperCase(Locale.ROOT)) {
            case "AND", "&&" -> true;
            case "", "OR", "||" -> false;
            default -> throw wrong("the condition '" + condition + "' is unknown", "write AND or OR");
        };
    }

    private Allowlist.Target target(String name) throws Complaint {
        return switch (name) {
            case "", "secret" -> Allowlist.Target.SECRET;
            case "match" -> Allowlist.Target.MATCH;
            case "line" -> Allowlist.Target.LINE;
            default -> throw wrong("the regexTarget '" + name + "' is unknown", "write secret, match or line");
        };
    }

    /** One expression for all: a flag such as {@code (?i)} holds for those after it too, as it does in gitleaks. */
    private List<Regex> joined(List<String> sources) throws Complaint {
        if (sources.isEmpty()) {
            return List.of();
        }
        for (String source : sources) {
            compile(source);
        }
        return List.of(
                sources.size() == 1 ? compile(sources.get(0)) : compile("(?:" + String.join("|", sources) + ")"));
    }

    private @Nullable Regex regex(String source) throws Complaint {
        return source.isEmpty() ? null : compile(source);
    }

    private Regex compile(String source) throws Complaint {
        try {
            Regex regex = Regex.checked(source, patience);
            size += regex.size();
            if (size > LARGEST) {
                throw wrong("its expressions are too large together", "take rules out, or repeat less in them");
            }
            return regex;
        } catch (PatternSyntaxException e) {
            throw wrong(
                    "'" + source + "' is no regular expression: " + e.getDescription(), "write it in RE2's dialect");
        }
    }

    private Complaint wrong(String what, String advice) {
        return new Complaint(file + ": " + what, advice);
    }
}
