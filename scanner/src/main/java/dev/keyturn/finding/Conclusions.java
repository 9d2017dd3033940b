package dev.keyturn.finding;

import dev.keyturn.key.Fingerprint;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.match.Doubt;
import dev.keyturn.rule.Rule;
import dev.keyturn.source.Place;
import dev.keyturn.source.Skipped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What comes of discoveries: findings, and what is held back because somebody has accepted it. */
final class Conclusions {
    /** The worst first; by hand, since a hook waits for comparators that are put together. */
    private static int compare(Finding one, Finding other) {
        int order = other.severity().compareTo(one.severity());
        order = order == 0 ? one.rule().id().compareTo(other.rule().id()) : order;
        order = order == 0 ? one.first().file().compareTo(other.first().file()) : order;
        order = order == 0 ? Integer.compare(one.first().line(), other.first().line()) : order;
        return order == 0 ? one.identity().compareTo(other.identity()) : order;
    }

    private final Collection<Discovery> found;
    private final Identities identities;
    private final Acceptance acceptance;
    private final Redaction redaction;

    Conclusions(Collection<Discovery> found, Identities identities, Acceptance acceptance) {
        this.found = found.stream()
                .filter(discovery -> !ForeignFile.isAllOf(discovery))
                .toList();
        this.identities = identities;
        this.acceptance = acceptance;
        this.redaction = new Redaction(masksOfNames(found));
    }

    @RevealsPlaintext("to hide it in names")
    private static Map<String, String> masksOfNames(Collection<Discovery> found) {
        Map<String, String> masks = new LinkedHashMap<>();
        for (Discovery discovery : found) {
            String secret = discovery.secret().reveal();
            if (discovery.isFile()) {
                continue;
            }
            if (discovery.places().stream()
                    .anyMatch(place -> Discovery.isName(place)
                            || Discovery.isHeader(place)
                            || place.file().contains(secret))) {
                masks.put(secret, Mask.of(discovery.rule(), discovery.secret()));
            }
        }
        return masks;
    }

    Redaction redaction() {
        return redaction;
    }

    List<Skipped> gaps(Collection<Skipped> skipped) {
        return skipped.stream()
                .map(redaction::of)
                .distinct()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    /** What nobody has accepted. */
    List<Finding> findings() {
        return findings(found, Acceptance.By.NOTHING);
    }

    /** Keys of ours that comments accept. */
    List<Finding> heldBack() {
        Predicate<Discovery> own = discovery -> discovery.rule().own();
        return findings(found.stream().filter(own).toList(), Acceptance.By.COMMENT);
    }

    /** How many secrets are accepted wherever they stand. */
    int accepted() {
        return found.size() - findings().size();
    }

    /** Every place that a comment accepts. */
    List<Suppression> comments() {
        List<Suppression> comments = new ArrayList<>();
        for (Finding finding : findings(found, Acceptance.By.COMMENT)) {
            String what = finding.rule().id() + " " + finding.secret();
            finding.places().forEach(place -> comments.add(new Suppression(Suppression.COMMENT, what, place, true)));
        }
        return comments;
    }

    private List<Finding> findings(Collection<Discovery> discoveries, Acceptance.By by) {
        List<Finding> findings = new ArrayList<>();
        for (Discovery discovery : discoveries) {
            List<Place> places = discovery.places().stream()
                    .filter(place -> acceptance.of(discovery, place) == by)
                    .toList();
            if (!places.isEmpty()) {
                findings.add(finding(discovery, places));
            }
        }
        findings.sort(Conclusions::compare);
        return findings;
    }

    @RevealsPlaintext("its fingerprint is what reports and the api know it by")
    private Finding finding(Discovery discovery, List<Place> places) {
        Rule rule = Doubt.rule(discovery.rule(), discovery.secret());
        Secret secret = discovery.secret();
        boolean known = (rule.own() || rule.legacy()) && !identities.isNone();
        Fingerprint fingerprint = known ? Fingerprint.of(secret.reveal()) : null;
        return new Finding(
                rule,
                discovery.isFile() ? "the file itself" : Mask.of(rule, secret),
                fingerprint,
                identities.of(rule.id(), secret),
                acceptance.baseline().identity(secret, places.get(0)),
                places.stream()
                        .map(place -> redaction.of(place, Discovery.isName(place) && !discovery.isFile()))
                        .toList());
    }
}
