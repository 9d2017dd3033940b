package dev.keyturn.rule;

import java.util.List;

/**
 * A kind of secret and how to tell one.
 *
 * @param id stable, in lower case with hyphens; gitleaks rules keep theirs
 * @param title what it is, in a few words
 * @param about how dangerous it is, one sentence
 * @param severity the same in one word
 * @param revoke where to revoke it; empty if unknown
 * @param tags free words; {@link #GENERIC} has a meaning
 * @param detection how to find one
 */
public record Rule(
        String id,
        String title,
        String about,
        Severity severity,
        String revoke,
        List<String> tags,
        Detection detection) {
    /** The rule that finds keys of our own format; the checksum makes it certain. */
    public static final String OWN = "keyturn-api-key";

    /** The tag of rules that guess: what only they find is reported and does not block. */
    public static final String GENERIC = "generic";

    public Rule {
        tags = List.copyOf(tags);
    }

    /** Whether this is the rule for our own keys. */
    public boolean own() {
        return id.equals(OWN);
    }

    /** The same rule with one more allow-list. */
    Rule allowing(Allowlist list) {
        return new Rule(id, title, about, severity, revoke, tags, detection.allowing(list));
    }

    /** Whether it guesses. */
    public boolean generic() {
        return tags.contains(GENERIC);
    }
}
