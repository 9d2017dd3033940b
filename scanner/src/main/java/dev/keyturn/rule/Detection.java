package dev.keyturn.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a rule finds a secret.
 *
 * @param keywords one of them must stand in the text; none means that every text is searched
 * @param regex what a secret looks like, in RE2's dialect; null if the path alone decides
 * @param group number of the group that is the secret; 0: the first group that is not empty, else the whole match
 * @param path what the path must look like; null for any
 * @param reach where around a keyword the regular expression is tried
 * @param proof what else a match must pass
 * @param hint what makes a match certain if it passes, and only less certain if it does not
 * @param notation what else than an expression the match may be
 * @param near words that must stand near the secret
 * @param entropy bits per character that the secret must exceed; 0 for no such condition
 * @param allowlists what is not reported
 * @param company what other rules have to do with it
 */
public record Detection(
        List<String> keywords,
        @Nullable Regex regex,
        int group,
        @Nullable Regex path,
        Reach reach,
        Proof proof,
        Proof hint,
        Notation notation,
        Context near,
        double entropy,
        List<Allowlist> allowlists,
        Company company) {
    public Detection {
        keywords = List.copyOf(keywords);
        allowlists = List.copyOf(allowlists);
    }

    /** Detection without a hint, words that must stand near, and company. */
    Detection(
            List<String> keywords,
            @Nullable Regex regex,
            int group,
            @Nullable Regex path,
            Reach reach,
            Proof proof,
            double entropy,
            List<Allowlist> allowlists) {
        this(
                keywords,
                regex,
                group,
                path,
                reach,
                proof,
                Proof.NONE,
                Notation.EXPRESSION,
                Context.none(),
                entropy,
                allowlists,
                Company.none());
    }

    /** Our own format, which needs no pattern. */
    static Detection ofOwnKeys(String prefix) {
        return new Detection(List.of(prefix), null, 0, null, Reach.at(), Proof.NONE, 0, List.of());
    }

    /** Whether it looks at text, and not at paths alone. */
    public boolean readsText() {
        return regex != null || notation != Notation.EXPRESSION;
    }

    /** Where in a text the expression needs to be tried; nothing if everywhere. */
    public Optional<Extent> extent() {
        return regex == null ? Optional.empty() : Extent.of(regex.toString(), lower(keywords));
    }

    private static List<String> lower(List<String> words) {
        return words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    }

    /** Older formats, of any length: whoever uses this compares every beginning of a match. */
    static Detection ofLegacyKeys(String prefix) {
        return new Detection(
                List.of(prefix),
                Regex.lazy(prefix + "[0-9A-Za-z_-]{13,200}"),
                0,
                null,
                Reach.at(),
                Proof.NONE,
                0,
                List.of());
    }

    Detection allowing(Allowlist list) {
        List<Allowlist> all = new ArrayList<>(allowlists);
        all.add(list);
        return new Detection(keywords, regex, group, path, reach, proof, hint, notation, near, entropy, all, company);
    }
}
