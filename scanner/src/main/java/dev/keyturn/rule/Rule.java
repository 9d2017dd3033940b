package dev.keyturn.rule;

import dev.keyturn.complaint.Complaint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A kind of secret and how to tell one.
 *
 * @param id stable, in lower case with hyphens; gitleaks rules keep theirs
 * @param aliases other ids that configurations may call it by
 * @param title what it is, in a few words
 * @param about how dangerous it is, one sentence
 * @param severity the same in one word
 * @param revoke where to revoke it; empty if unknown
 * @param tags free words; {@link #GENERIC} has a meaning
 * @param detection how to find one
 * @param examples what it must find and must not
 */
public record Rule(
        String id,
        List<String> aliases,
        String title,
        String about,
        Severity severity,
        String revoke,
        List<String> tags,
        Detection detection,
        Examples examples) {
    /** The rule that finds keys of our own format; the checksum makes it certain. */
    public static final String OWN = "keyturn-api-key";

    /** The rule that finds what may be an older key of ours; the api alone can tell, by its fingerprint. */
    public static final String LEGACY = "keyturn-legacy-key";

    /** The tag of rules that guess: what only they find is reported and does not block. */
    public static final String GENERIC = "generic";

    /** The tag of a guess whose keywords name services. */
    public static final String SERVICE = "service";

    /** The tag of rules for keys that are looked for by fingerprint, which alone decides. */
    static final String WANTED = "wanted";

    public Rule {
        aliases = List.copyOf(aliases);
        tags = List.copyOf(tags);
    }

    /** A rule without other names and examples. */
    Rule(
            String id,
            String title,
            String about,
            Severity severity,
            String revoke,
            List<String> tags,
            Detection detection) {
        this(id, List.of(), title, about, severity, revoke, tags, detection, Examples.none());
    }

    /** Whether a configuration means this rule by a name. */
    public boolean isCalled(String name) {
        return id.equals(name) || aliases.contains(name);
    }

    /** Whether a word, in any case, is a part of its names, its title, its keywords or its tags. */
    public boolean mentions(String word) {
        return Stream.of(names(), List.of(title), detection.keywords(), tags)
                .flatMap(List::stream)
                .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT)));
    }

    /** Its id and its aliases. */
    public List<String> names() {
        List<String> names = new ArrayList<>(aliases);
        names.add(0, id);
        return names;
    }

    /** Whether this is the rule for our own keys. */
    public boolean own() {
        return id.equals(OWN);
    }

    /**
     * A text that one of its examples describes.
     *
     * @throws Complaint if the description names something that there is not
     */
    public String example(String description, Random random) throws Complaint {
        return ExampleText.make(description, random);
    }

    /** Whether a fingerprint decides, and nothing else may keep a match back. */
    public boolean wanted() {
        return tags.contains(WANTED);
    }

    /** Whether this is the rule for what may be an older key of ours. */
    public boolean legacy() {
        return id.equals(LEGACY);
    }

    /** The same rule with one more allow-list. */
    Rule allowing(Allowlist list) {
        return new Rule(id, aliases, title, about, severity, revoke, tags, detection.allowing(list), examples);
    }

    /** Which of two rules is believed where both find something: the one with the higher rank. */
    public int rank() {
        if (own()) {
            return 3;
        }
        return generic() ? tags.contains(SERVICE) ? 1 : 0 : 2;
    }

    /** The same rule where what it found is doubtful: a guess. */
    public Rule guessing() {
        List<String> guess = new ArrayList<>(tags);
        guess.add(GENERIC);
        return new Rule(id, aliases, title, about, severity, revoke, guess, detection, examples);
    }

    /** Whether what it found is a decoy, which does nothing but raise its owner's alarm. */
    public boolean findsDecoy(String secret) {
        return detection.proof() == Proof.AWS_ACCOUNT && Decoys.has(secret);
    }

    /** The same rule for a decoy: a guess that says so. */
    public Rule forDecoys() {
        String alarm = "A decoy: whoever uses it raises its owner's alarm";
        return new Rule(id, aliases, title + " of a honeypot", alarm, Severity.LOW, "", tags, detection, examples)
                .guessing();
    }

    /** Whether it guesses. */
    public boolean generic() {
        return tags.contains(GENERIC);
    }
}
