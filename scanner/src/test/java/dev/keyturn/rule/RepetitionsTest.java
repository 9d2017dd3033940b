package dev.keyturn.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.PatternSyntaxException;
import dev.keyturn.complaint.Complaint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepetitionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"((a{900}){900}){900}", "(a{32}){32}", "a{1001}", "(?:[a-z]{100}b){11}", "(\\w{500}(x|y{2})){3}"
            })
    void whatWouldFillMemoryIsRefusedBeforeItIsWrittenOut(String source) {
        assertThatThrownBy(() -> Regex.checked(source)).isInstanceOf(PatternSyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(a{30}){30}", "a{1000}b{1000}", "[{]{3}", "\\x{41}{2}", "\\Q{9999}\\E", "x{,5}", "[]a{2}]{9}"})
    void whatRe2AllowsIsAllowed(String source) {
        assertThat(Regex.checked(source).occursIn("")).isFalse();
    }

    @Test
    void manyRepetitionsInARowAreRefused() {
        assertThatThrownBy(() -> Regex.checked("(a{1,1000})".repeat(200))).isInstanceOf(PatternSyntaxException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_001, 100_000})
    void deepNestingIsRefused(int depth) {
        assertThatThrownBy(() -> Regex.checked("(".repeat(depth) + "a" + ")".repeat(depth)))
                .isInstanceOf(PatternSyntaxException.class);
    }

    @Test
    void valuesThatNestTooDeeplyAreRefused() {
        String toml = "x = " + "[".repeat(100_000) + "]".repeat(100_000);
        assertThatThrownBy(() -> Gitleaks.read("deep.toml", toml, path -> "")).isInstanceOf(Complaint.class);
    }
}
