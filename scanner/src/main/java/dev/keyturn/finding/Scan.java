package dev.keyturn.finding;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.match.Matching;
import dev.keyturn.rule.Rule;
import dev.keyturn.rule.Rules;
import dev.keyturn.source.Place;
import dev.keyturn.source.Skipped;
import dev.keyturn.source.Source;
import dev.keyturn.source.Tally;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** One scan: reads one source after the other with the same rules, and ends with an outcome. */
public final class Scan {
    private static final Comparator<Finding> ORDER = Comparator.comparing(
                    (Finding finding) -> finding.rule().severity())
            .reversed()
            .thenComparing(finding -> finding.rule().id())
            .thenComparing(finding -> finding.first().file())
            .thenComparing(finding -> finding.first().line())
            .thenComparing(Finding::identity);

    private final long start = System.nanoTime();
    private final Rules rules;
    private final Matching matching;
    private final Identities identities;
    private final Baseline baseline;
    private final Identities baselineIdentities;
    private final Tally tally = new Tally();
    private final Discoveries discoveries = new Discoveries(tally.secrets);
    private final LongAdder allowed = new LongAdder();
    private final Queue<Skipped> skipped = new ConcurrentLinkedQueue<>();

    /**
     * @param identities names findings in reports
     * @param baseline what is accepted already
     */
    public Scan(Rules rules, Identities identities, Baseline baseline) {
        this.rules = rules;
        this.matching = new Matching(rules);
        this.identities = identities;
        this.baseline = baseline;
        this.baselineIdentities = baseline.identities();
    }

    /**
     * Reads a source and keeps what was found.
     *
     * @throws Complaint if nothing of it can be read
     */
    public void read(Source source) throws Complaint {
        source.read(new Reading(matching, discoveries, tally, skipped, allowed));
        Reading bases = new Reading(matching, discoveries, new Tally(), skipped, new LongAdder());
        source.readBases(discoveries.unplaced(), bases);
        allowed.add(discoveries.place(source.trace(discoveries.unplaced())));
    }

    /** Takes note of a whole source that could not be read. */
    public void skip(Skipped source) {
        skipped.add(source);
    }

    /** What is read so far, for a display of progress. */
    public Tally tally() {
        return tally;
    }

    /** Everything that was found so far and is not accepted. */
    public ScanOutcome outcome() {
        List<Finding> all = everything();
        List<Finding> open =
                all.stream().filter(finding -> !baseline.accepts(finding)).toList();
        return new ScanOutcome(open, gaps(), statistics(all.size() - open.size()));
    }

    /** The text of a baseline that accepts everything that was found so far. */
    public String acceptingBaseline() {
        return baseline.accepting(everything());
    }

    private List<Finding> everything() {
        Collection<Discovery> found = discoveries.placed();
        Redaction redaction = new Redaction(masksOfNames(found));
        return found.stream()
                .map(discovery -> finding(discovery, redaction))
                .flatMap(Optional::stream)
                .sorted(ORDER)
                .toList();
    }

    private List<Skipped> gaps() {
        Redaction redaction = new Redaction(masksOfNames(discoveries.placed()));
        return skipped.stream()
                .map(redaction::of)
                .distinct()
                .sorted(Comparator.comparing(Skipped::name))
                .toList();
    }

    @RevealsPlaintext("to hide it in names")
    private static Map<String, String> masksOfNames(Collection<Discovery> found) {
        Map<String, String> masks = new LinkedHashMap<>();
        for (Discovery discovery : found) {
            String secret = discovery.secret().reveal();
            if (discovery.places().stream()
                    .anyMatch(place -> Discovery.isName(place)
                            || Discovery.isHeader(place)
                            || place.file().contains(secret))) {
                masks.put(secret, Mask.of(discovery.rule(), discovery.secret()));
            }
        }
        return masks;
    }

    @RevealsPlaintext("its fingerprint is what reports and the api know it by")
    private Optional<Finding> finding(Discovery discovery, Redaction redaction) {
        List<Place> places = discovery.places().stream()
                .filter(place -> !baseline.accepts(discovery, place))
                .map(place -> redaction.of(place, Discovery.isName(place)))
                .toList();
        if (places.isEmpty()) {
            return Optional.empty();
        }
        Rule rule = discovery.rule();
        Secret secret = discovery.secret();
        Fingerprint fingerprint = rule.own() ? Fingerprint.of(secret.reveal()) : null;
        return Optional.of(new Finding(
                rule,
                Mask.of(rule, secret),
                fingerprint,
                identities.of(rule.id(), secret),
                baselineIdentities.of(rule.id(), secret),
                places));
    }

    private Statistics statistics(int accepted) {
        return new Statistics(
                tally.refs.sum(),
                tally.commits.sum(),
                tally.blobs.sum(),
                tally.bytes.sum(),
                rules.rules().size(),
                allowed.intValue() + accepted,
                Duration.ofNanos(System.nanoTime() - start));
    }
}
