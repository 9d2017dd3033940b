package dev.keyturn.intake;

import dev.keyturn.key.Fingerprint;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.leak.LeakIntake;
import dev.keyturn.leak.Reporter;
import dev.keyturn.wire.LeakSighting;
import dev.keyturn.wire.PartnerLabel;
import dev.keyturn.wire.PartnerToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns tokens, as others found them, into sightings, and has them dealt with. Each stands for itself. */
final class FoundTokens {
    private final LeakIntake intake;

    FoundTokens(LeakIntake intake) {
        this.intake = intake;
    }

    /** A label for each token that can be read. */
    List<PartnerLabel> report(Reporter reporter, List<@Nullable PartnerToken> tokens) {
        List<PartnerToken> readable = new ArrayList<>();
        List<@Nullable LeakSighting> sightings = new ArrayList<>();
        for (PartnerToken token : tokens) {
            if (token != null && token.token() != null) {
                readable.add(token);
                sightings.add(sighting(reporter, token, fingerprint(token.token())));
            }
        }
        Set<Fingerprint> known = intake.take(reporter, sightings);
        return readable.stream().map(token -> label(token, known)).toList();
    }

    /** Bare keys, without a place. */
    void report(Reporter reporter, String source, List<@Nullable Secret> keys) {
        List<@Nullable LeakSighting> sightings = new ArrayList<>();
        for (Secret key : keys) {
            if (key != null) {
                sightings.add(new LeakSighting(fingerprint(key).hex(), null, null, null, null, null, null, source));
            }
        }
        intake.take(reporter, sightings);
    }

    private static PartnerLabel label(PartnerToken token, Set<Fingerprint> known) {
        Fingerprint fingerprint = fingerprint(token.token());
        return new PartnerLabel(
                fingerprint.hex(), token.type(), known.contains(fingerprint) ? "true_positive" : "false_positive");
    }

    private static LeakSighting sighting(Reporter reporter, PartnerToken token, Fingerprint fingerprint) {
        String place = token.url() == null || token.url().isEmpty() ? token.location() : token.url();
        BlobAddress blob = BlobAddress.of(place == null ? "" : place);
        String source = reporter.name() + (token.source() == null ? "" : " " + token.source());
        return new LeakSighting(
                fingerprint.hex(), blob.repository(), blob.commit(), blob.path(), null, null, null, source);
    }

    /** Surrounding white space is the finder's, not the key's. */
    @RevealsPlaintext("its fingerprint is taken and nothing else kept")
    private static Fingerprint fingerprint(@Nullable Secret token) {
        return Fingerprint.of(token == null ? "" : token.reveal().strip());
    }
}
