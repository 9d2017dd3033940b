package dev.keyturn.rule;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is not reported although a rule matches, with the meaning that gitleaks gives it.
 *
 * @param all whether every kind of condition that is given must hold, instead of any
 * @param commits full ids in lower case
 * @param paths patterns of which one must occur in the path
 * @param target what {@code regexes} are compared with
 * @param regexes patterns of which one must occur in the target
 * @param stopwords words in lower case of which one must occur in the secret
 */
public record Allowlist(
        boolean all,
        Set<String> commits,
        List<Regex> paths,
        Target target,
        List<Regex> regexes,
        List<String> stopwords) {
    /** What a pattern is compared with. */
    public enum Target {
        SECRET,
        MATCH,
        LINE
    }

    public Allowlist {
        commits = Set.copyOf(commits);
        paths = List.copyOf(paths);
        regexes = List.copyOf(regexes);
        stopwords = List.copyOf(stopwords);
    }

    /** Whether nothing is left to decide once the text is known: neither path nor commit is asked for. */
    public boolean textOnly() {
        return commits.isEmpty() && paths.isEmpty();
    }

    /** Whether the conditions on the text, of which there is at least one, hold. */
    public boolean allowsText(String secret, String match, String line) {
        String subject = switch (target) {
            case SECRET -> secret;
            case MATCH -> match;
            case LINE -> line;
        };
        boolean fits = regexes.stream().anyMatch(regex -> regex.occursIn(subject));
        String lower = secret.toLowerCase(Locale.ROOT);
        boolean word = stopwords.stream().anyMatch(lower::contains);
        return all ? (regexes.isEmpty() || fits) && (stopwords.isEmpty() || word) : fits || word;
    }

    /** Whether the conditions on the place, of which there is at least one, hold. */
    public boolean allowsPlace(String path, String commit) {
        boolean byPath = paths.stream().anyMatch(regex -> regex.occursIn(path));
        boolean byCommit = commits.contains(commit.toLowerCase(Locale.ROOT));
        return all ? (paths.isEmpty() || byPath) && (commits.isEmpty() || byCommit) : byPath || byCommit;
    }

    /** Whether it asks for nothing. */
    boolean isEmpty() {
        return textOnly() && !judgesText();
    }

    /** Whether it asks anything of the text. */
    public boolean judgesText() {
        return !regexes.isEmpty() || !stopwords.isEmpty();
    }
}
