package dev.keyturn.report;

import dev.keyturn.rule.Detection;
import dev.keyturn.rule.Proof;
import dev.keyturn.rule.Regex;
import dev.keyturn.rule.Rule;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rules as people and programs read them. */
public final class RuleList {
    private static final int KEYWORDS = 12;

    private RuleList() {}

    /** A line for each: id, severity, title. */
    public static String text(List<Rule> rules) {
        int width = rules.stream().mapToInt(rule -> rule.id().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Rule rule : rules) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-" + width + "s  %-8s  %s%n",
                    rule.id(),
                    rule.generic() ? "guess" : rule.severity().word(),
                    Printable.of(rule.title())));
        }
        return text.toString();
    }

    /** Everything, for programs. */
    public static String json(List<Rule> rules) {
        Json json = new Json().open('{').open("rules", '[');
        rules.forEach(rule -> json(json, rule));
        return json.close(']').close('}') + "\n";
    }

    private static void json(Json json, Rule rule) {
        json.open('{')
                .field("id", rule.id())
                .field("title", rule.title())
                .field("about", rule.about())
                .field("severity", rule.severity().word())
                .field("revoke", rule.revoke())
                .field("guess", rule.generic())
                .field("proof", rule.own() ? "keyturn-checksum" : proof(rule.detection()));
        list(json, "aliases", rule.aliases());
        list(json, "tags", rule.tags());
        list(json, "keywords", rule.detection().keywords());
        json.close('}');
    }

    private static String proof(Detection detection) {
        return (detection.proof() == Proof.NONE ? detection.hint() : detection.proof()).word();
    }

    private static void list(Json json, String name, List<String> values) {
        json.open(name, '[');
        values.forEach(json::element);
        json.close(']');
    }

    /** One rule in sentences. */
    public static String explained(Rule rule) {
        StringBuilder text = new StringBuilder();
        text.append(rule.id()).append(": ").append(rule.title()).append("\n\n");
        line(text, "danger", rule.severity().word() + ": " + rule.about());
        line(text, "revoke", rule.revoke());
        line(text, "also called", String.join(", ", rule.aliases()));
        line(text, "told by", how(rule));
        line(text, "keywords", keywords(rule.detection().keywords()));
        rule.examples().yes().forEach(example -> line(text, "finds", example));
        rule.examples().no().forEach(example -> line(text, "not", example));
        return text.toString();
    }

    private static String keywords(List<String> all) {
        String some = String.join(", ", all.subList(0, Math.min(KEYWORDS, all.size())));
        return all.size() > KEYWORDS ? some + " and " + (all.size() - KEYWORDS) + " more" : some;
    }

    private static String how(Rule rule) {
        Detection detection = rule.detection();
        StringBuilder how = new StringBuilder();
        if (rule.own()) {
            return "its form and its checksum, which make it certain";
        }
        how.append(
                switch (detection.notation()) {
                    case EXPRESSION, NAMED -> form(detection.regex());
                    case ASSIGNMENT -> "points for the name, the sign of assignment and the value beside a keyword";
                    case ADDRESS -> "an address with a user and a password";
                });
        if (detection.proof() != Proof.NONE) {
            how.append("; it must pass ").append(detection.proof().word());
        }
        if (detection.hint() != Proof.NONE) {
            how.append("; it is certain if it passes ").append(detection.hint().word());
        }
        if (detection.entropy() > 0) {
            how.append("; more than ")
                    .append(Math.round(detection.entropy() * 100) / 100.0)
                    .append(" bits of entropy a character");
        }
        if (detection.near().isNeeded()) {
            how.append("; one of ")
                    .append(String.join(", ", detection.near().words()))
                    .append(" within ")
                    .append(detection.near().reach())
                    .append(" bytes");
        }
        return how.toString();
    }

    private static String form(@Nullable Regex regex) {
        return regex == null ? "" : regex.inWords();
    }

    private static void line(StringBuilder text, String label, String value) {
        if (!value.isEmpty()) {
            text.append(String.format(Locale.ROOT, "%-12s %s%n", label, Printable.of(value)));
        }
    }
}
