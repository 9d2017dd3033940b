package dev.keyturn.rule;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule as one configuration says it, before it is laid over the rule of the same id that the configuration extends.
 *
 * @param id its id
 * @param title what it is; empty if not said
 * @param regex what a secret looks like, or null
 * @param path what the path must look like, or null
 * @param group number of the group that is the secret; 0 if not said
 * @param entropy bits per character that the secret must exceed; 0 if not said
 * @param keywords one of them must stand in the text
 * @param tags free words
 * @param allowlists what is not reported
 * @param company what it has to do with other rules
 */
record Draft(
        String id,
        String title,
        @Nullable Regex regex,
        @Nullable Regex path,
        int group,
        double entropy,
        List<String> keywords,
        List<String> tags,
        List<Allowlist> allowlists,
        Company company) {
    /** Whether it says neither what to look for nor where. */
    boolean aimless() {
        return regex == null && path == null;
    }

    /** The rule that it makes by itself. */
    Rule alone() {
        boolean guesses = id.toLowerCase(Locale.ROOT).contains(Rule.GENERIC);
        return new Rule(
                id,
                title.isEmpty() ? id : title,
                "A rule of your own configuration",
                Severity.HIGH,
                "",
                guesses ? joined(List.of(Rule.GENERIC), tags) : tags,
                new Detection(
                        keywords,
                        regex,
                        group,
                        path,
                        Reach.anywhere(),
                        Proof.NONE,
                        Proof.NONE,
                        Notation.EXPRESSION,
                        Context.none(),
                        entropy,
                        allowlists,
                        company));
    }

    /** What it says replaces what the other says, or adds to it; it cannot change what the other has to do with others. */
    Rule over(Rule base) {
        Detection old = base.detection();
        boolean same = regex == null;
        Detection laid = new Detection(
                joined(old.keywords(), keywords),
                same ? old.regex() : regex,
                group == 0 ? old.group() : group,
                path == null ? old.path() : path,
                same ? old.reach() : Reach.anywhere(),
                same ? old.proof() : Proof.NONE,
                same ? old.hint() : Proof.NONE,
                same ? old.notation() : Notation.EXPRESSION,
                same ? old.near() : Context.none(),
                entropy == 0 ? old.entropy() : entropy,
                joined(old.allowlists(), allowlists),
                old.company());
        return new Rule(
                id,
                base.aliases(),
                title.isEmpty() ? base.title() : title,
                base.about(),
                base.severity(),
                base.revoke(),
                joined(base.tags(), tags),
                laid,
                base.examples());
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }
}
