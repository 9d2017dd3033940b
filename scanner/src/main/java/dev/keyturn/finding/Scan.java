package dev.keyturn.finding;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.match.Matching;
import dev.keyturn.match.SecretSearch;
import dev.keyturn.rule.Regex;
import dev.keyturn.rule.Rule;
import dev.keyturn.rule.Rules;
import dev.keyturn.source.Skipped;
import dev.keyturn.source.Source;
import dev.keyturn.source.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One scan: reads one source after the other with the same rules, and ends with an outcome. */
public final class Scan {
    private final long start = System.nanoTime();
    private final Rules rules;
    private final Matching matching;
    private final Identities identities;
    private final Acceptance acceptance;
    private final Tally tally = new Tally();
    private final Discoveries discoveries;
    private final LongAdder allowed = new LongAdder();
    private final Queue<Skipped> skipped = new ConcurrentLinkedQueue<>();
    private @Nullable Explanations explanations;

    /**
     * @param identities names findings in reports
     * @param acceptance what is accepted already
     */
    public Scan(Rules rules, Identities identities, Acceptance acceptance) {
        this(rules, identities, acceptance, null);
    }

    /** The same for a few files: ready sooner, and a little slower. Nothing in it has an identity. */
    public static Scan ofLittle(Rules rules, Acceptance acceptance) {
        return new Scan(rules, Matching.forLittle(rules), Identities.none(), acceptance, null);
    }

    private Scan(Rules rules, Identities identities, Acceptance acceptance, @Nullable Wanted wanted) {
        this(rules, new Matching(rules), identities, acceptance, wanted);
    }

    private Scan(
            Rules rules, Matching matching, Identities identities, Acceptance acceptance, @Nullable Wanted wanted) {
        this.discoveries = new Discoveries(tally.secrets, wanted);
        this.rules = rules;
        this.matching = matching;
        this.identities = identities;
        this.acceptance = acceptance;
    }

    /** A scan for keys that are known by their fingerprints: no other rule is in force, and nothing is accepted. */
    public static Scan forKeys(Wanted wanted, Identities identities) {
        return new Scan(Rules.forKeys(), identities, Acceptance.none().withoutComments(), wanted);
    }

    /**
     * Reads a source and keeps what was found.
     *
     * @throws Complaint if nothing of it can be read
     */
    public void read(Source source) throws Complaint {
        Reading reading = new Reading(matching, discoveries, tally, skipped, allowed).explaining(explanations);
        do {
            source.read(reading);
        } while (!source.all(discoveries.unplaced()));
        Reading bases = new Reading(matching, discoveries, new Tally(), skipped, new LongAdder());
        source.readBases(discoveries.unplaced(), bases);
        allowed.add(discoveries.place(source.trace(discoveries.unplaced())));
        source.keep(this::holdsSecret);
        nameWhatWasGivenUp();
    }

    /** A rule whose expression took too long has not seen everything. */
    private void nameWhatWasGivenUp() {
        for (Rule rule : rules.rules()) {
            Regex regex = rule.detection().regex();
            Skipped given = new Skipped("rule " + rule.id(), "an expression that takes too long");
            if (regex != null && regex.isGivenUp() && !skipped.contains(given)) {
                skip(given);
            }
        }
    }

    /** Guesses are left out: half of them are words that stand in many a path. */
    private boolean holdsSecret(byte[] bytes) {
        return new SecretSearch(discoveries.certain()).findsOneIn(bytes);
    }

    /** Has what is read from now on explained: why it is reported, or why not. */
    public void explain() {
        explanations = new Explanations();
    }

    /** The explanations, if they were asked for. */
    public List<Explanation> explanations() {
        return explanations == null ? List.of() : explanations.all();
    }

    /** Takes note of a whole source that could not be read. */
    public void skip(Skipped source) {
        skipped.add(source);
    }

    /** What is read so far, for a display of progress. */
    public Tally tally() {
        return tally;
    }

    /** By what it judges. */
    public Rules rules() {
        return rules;
    }

    /** What hides in a name the secrets that were found in names. */
    public UnaryOperator<String> masking() {
        return conclusions().redaction()::of;
    }

    /** Everything that was found so far, and what of it is accepted. */
    public ScanOutcome outcome() {
        Conclusions conclusions = conclusions();
        return new ScanOutcome(
                conclusions.findings(),
                conclusions.gaps(skipped),
                statistics(conclusions.accepted()),
                conclusions.heldBack(),
                List.of());
    }

    /** Every place found so far that a comment accepts. */
    public List<Suppression> comments() {
        return conclusions().comments();
    }

    /**
     * The text of a baseline that accepts everything that was found so far, comments or not.
     *
     * @param all whether everything was read that an older baseline is about, so that the rest of it can go
     */
    public String acceptingBaseline(boolean all) {
        return acceptance
                .baseline()
                .accepting(discoveries.placed(), conclusions().redaction(), all);
    }

    /**
     * What a person should know of the files that accept findings; to be asked after the outcome.
     *
     * @param all whether everything was read that they are about
     */
    public List<String> remarks(boolean all) {
        return acceptance.remarks(all);
    }

    private Conclusions conclusions() {
        return new Conclusions(discoveries.placed(), identities, acceptance);
    }

    private Statistics statistics(int accepted) {
        return new Statistics(
                tally.refs.sum(),
                tally.commits.sum(),
                tally.blobs.sum(),
                tally.bytes.sum(),
                tally.known.sum(),
                rules.rules().size(),
                allowed.intValue() + accepted,
                Duration.ofNanos(System.nanoTime() - start));
    }
}
