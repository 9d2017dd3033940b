package dev.keyturn.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.complaint.Complaint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule file may say, and what is said of one that says something else. */
class RuleFileTest {
    private static final String WHOLE =
            "[a-key]\ntitle = A key\nabout = Opens doors\nseverity = high\nkeywords = akey_\n"
                    + "regex = akey_[0-9a-f]{32}\n";

    @Test
    void aBlockBecomesARule() throws Complaint {
        List<Rule> rules = RuleFile.parse(
                "mine.rules",
                "# a comment\n\n" + WHOLE + "alias = door-key\nnear = Door house\nreach = 60\nkeywords = bkey_\n");
        assertThat(rules).hasSize(1);
        Rule rule = rules.get(0);
        assertThat(rule.isCalled("a-key") && rule.isCalled("door-key") && !rule.isCalled("key"))
                .isTrue();
        assertThat(rule.detection().keywords()).containsExactly("akey_", "bkey_");
        assertThat(rule.detection().near()).isEqualTo(new Context(List.of("door", "house"), 60));
        assertThat(rule.severity()).isEqualTo(Severity.HIGH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "regex = akey_[ | mine.rules:7",
                "colour = red | mine.rules:7: 'colour' is no line of a rule",
                "title = Another | mine.rules:7: a second 'title'",
                "proof = by-hand | mine.rules:1: rule a-key has an unknown proof",
                "notation = morse | mine.rules:1: rule a-key has an unknown notation",
                "window = 5 | mine.rules:1: rule a-key has no window of two distances",
                "entropy = much | mine.rules:1: rule a-key has an entropy that is no number",
                "[A Key] | mine.rules:7: '[A Key]' is no id",
                "[a-key] | mine.rules:7: rule a-key stands there twice",
            })
    void whatIsWrongIsSaidWithItsLine(String line, String complaint) {
        assertThatThrownBy(() -> RuleFile.parse("mine.rules", WHOLE + line + "\n"))
                .isInstanceOf(Complaint.class)
                .hasMessageStartingWith(complaint);
    }

    @Test
    void aFarReachAndAnEmptyFileAreRefused() {
        assertThatThrownBy(() -> RuleFile.parse("mine.rules", WHOLE + "near = door\nreach = 500\n"))
                .hasMessageContaining("reaches too far");
        assertThatThrownBy(() -> RuleFile.parse("mine.rules", "# nothing\n")).hasMessageContaining("has no rules");
        assertThatThrownBy(() -> RuleFile.parse("mine.rules", "title = x\n"))
                .hasMessageContaining("'title' is no line");
    }
}
