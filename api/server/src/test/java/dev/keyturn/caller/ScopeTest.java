package dev.keyturn.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScopeTest {
    @ParameterizedTest
    @CsvSource({
        "events:write, events:write, true",
        "events:write, events:read, false",
        "events:*, events:write, true",
        "events:*, events:*, true",
        "events:write, events:*, false",
        "events:*, events, false",
        "events:*, events:write:all, false",
        "events:*:all, events:write:all, true",
        "*:write, events:write, true",
        "*, events:write, false",
        "*, events, true",
        "*:*, events:write, true",
        "events:*, event:write, false",
        "event:*, events:write, false",
        "events:w*, events:write, false"
    })
    void aStarStandsForOneWholeSegment(String given, String wanted, boolean covered) {
        assertThat(Scope.covers(List.of(given), wanted)).isEqualTo(covered);
        assertThat(Scope.covers(List.of("other:scope", given), wanted)).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({"keys:*, keys:write, false", "*:*, audit:read, false", "*:*, keys:roll, true"})
    void noWildcardGivesAKeyWhatIsAPersons(String given, String wanted, boolean may) throws Exception {
        CallerMint mint = new CallerMint(java.net.InetAddress.getLoopbackAddress());
        assertThat(mint.service(new java.util.UUID(0, 1), new java.util.UUID(0, 2), List.of(given))
                        .may(wanted))
                .isEqualTo(may);
    }
}
