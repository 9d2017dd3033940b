package dev.keyturn.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.rule.Rules;
import dev.keyturn.source.Place;
import dev.keyturn.wire.LeakResults.Outcome;
import dev.keyturn.wire.LeakResults.Result;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A comment keeps back a key of ours only while the api has not said that it is live. */
class ScanOutcomeTest {
    private final ApiKey key = ApiKey.generate(new EnvironmentTag("dev"), new SecureRandom());

    private Finding finding(String file) {
        Place place = new Place(null, Place.Kind.CONTENT, file, 1, null);
        return new Finding(Rules.own(), key.hint(), key.fingerprint(), "identity", "accepted", List.of(place));
    }

    private Finding answered(Finding finding, Outcome outcome) {
        return finding.standing(
                Standing.of(new Result(key.fingerprint().hex(), outcome, null, null, null, null, null)));
    }

    private static ScanOutcome outcome(List<Finding> open, List<Finding> heldBack) {
        Statistics none = new Statistics(0, 0, 0, 0, 0, 0, 0, Duration.ZERO);
        return new ScanOutcome(open, List.of(), none, heldBack, List.of());
    }

    /** Whether the key was accepted when it was reported. */
    private static boolean isLive(Outcome said) {
        return said == Outcome.REVOKED || said == Outcome.RECORDED;
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void whatIsHeldBackIsReportedIfItIsLive(Outcome said) {
        ScanOutcome found = outcome(List.of(), List.of(finding("a")));
        ScanOutcome asked = found.withHeldBack();
        assertThat(asked.findings()).hasSize(1);
        ScanOutcome told = found.withoutHeldBack(asked.with(List.of(answered(finding("a"), said))));
        assertThat(told.findings()).hasSize(isLive(said) ? 1 : 0);
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void placesThatAreHeldBackJoinTheOthersIfItIsLive(Outcome said) {
        ScanOutcome found = outcome(List.of(finding("a")), List.of(finding("b")));
        Finding both = found.withHeldBack().findings().get(0);
        assertThat(both.places()).hasSize(2);
        ScanOutcome told = found.withoutHeldBack(found.with(List.of(answered(both, said))));
        assertThat(told.findings().get(0).places()).hasSize(isLive(said) ? 2 : 1);
        assertThat(told.findings().get(0).answer()).isNotNull();
    }
}
