package dev.keyturn.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.complaint.Complaint;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations are put together, and refused, as gitleaks does. */
class GitleaksTest {
    private static final String RULE = "[[rules]]\nid='a'\nregex='a(b)'\n";

    private final Map<String, String> files = new HashMap<>();

    private Rules read(String text) throws Complaint {
        return Rules.ofGitleaks("rules.toml", text, path -> {
            String file = files.get(path);
            if (file == null) {
                throw new Complaint("no " + path, "");
            }
            return file;
        });
    }

    private Rule rule(String id, String text) throws Complaint {
        return read(text).rules().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keysAreReadWithoutRegardToCaseAndWithoutRegardToTheirType() throws Complaint {
        Rule rule = rule("a", "[[Rules]]\nID='a'\nRegex='(x)y'\nsecretgroup='1'\nEntropy='2.5'\nKEYWORDS='K,l'\n");
        assertThat(rule.detection().group()).isEqualTo(1);
        assertThat(rule.detection().entropy()).isEqualTo(2.5);
        assertThat(rule.detection().keywords()).containsExactly("K", "l");
    }

    @Test
    void theLaterOfTwoRulesWithOneIdStands() throws Complaint {
        Rule rule = rule("a", "[[rules]]\nid='a'\nregex='x'\nkeywords=['k']\n[[rules]]\nid='a'\nregex='y'\n");
        assertThat(rule.detection().regex()).hasToString("y");
        assertThat(rule.detection().keywords()).isEmpty();
    }

    @Test
    void whatIsSaidReplacesOrAddsToTheExtendedRule() throws Complaint {
        files.put("base.toml", """
                [[rules]]
                id = 'a'
                description = 'base'
                regex = 'x(y)'
                entropy = 2
                keywords = ['one']
                tags = ['t']
                skipReport = true
                [[rules]]
                id = 'b'
                regex = 'z'
                [[allowlists]]
                paths = ['p']
                """);
        Rules rules = read("""
                [extend]
                path = 'base.toml'
                disabledRules = ['nothing']
                [[rules]]
                id = 'a'
                entropy = 3
                keywords = ['two']
                [[rules.allowlists]]
                stopwords = ['S']
                """);
        Rule rule = rules.rules().get(2);
        assertThat(rule.title()).isEqualTo("base");
        assertThat(rule.detection().regex()).hasToString("x(y)");
        assertThat(rule.detection().entropy()).isEqualTo(3);
        assertThat(rule.detection().keywords()).containsExactly("one", "two");
        assertThat(rule.detection().company().silent()).isTrue();
        assertThat(rule.detection().allowlists()).hasSize(1);
        assertThat(rules.allowlists()).hasSize(1);
        assertThat(rules.notes()).containsExactly("there is no rule nothing in base.toml to disable");
    }

    @Test
    void aDisabledRuleMayBeWrittenAnew() throws Complaint {
        files.put("base.toml", "[[rules]]\nid='a'\nregex='x'\nkeywords=['k']\n");
        Rule rule = rule("a", "[extend]\npath='base.toml'\ndisabledRules=['a']\n[[rules]]\nid='a'\nregex='y'\n");
        assertThat(rule.detection().keywords()).isEmpty();
    }

    @Test
    void whatIsExtendedMayExtendOnceMore() throws Complaint {
        files.put("1", "[extend]\npath='2'\n");
        files.put("2", "[extend]\npath='3'\n[[rules]]\nid='second'\nregex='x'\n");
        files.put("3", RULE);
        assertThat(read("[extend]\npath='1'\n").rules()).extracting(Rule::id).containsExactly(Rule.OWN, "second");
    }

    @Test
    void useDefaultMeansOurRulesUnderTheirOtherNamesToo() throws Complaint {
        Rule some = Rules.builtIn().rules().stream()
                .filter(rule -> !rule.own())
                .max(Comparator.comparing(rule -> rule.aliases().size()))
                .orElseThrow();
        String id = some.aliases().isEmpty() ? some.id() : some.aliases().get(0);
        Rules rules = read("[extend]\nuseDefault=true\ndisabledRules=['" + id + "']\n"
                + "[[rules]]\nid='not-one-of-ours'\n[[rules.allowlists]]\nstopwords=['x']\n");
        assertThat(rules.rules()).hasSize(Rules.builtIn().rules().size() - 1);
        assertThat(rules.notes()).hasSize(1).first().asString().contains("not-one-of-ours");
    }

    @Test
    void aListForSomeRulesIsTheirsAlone() throws Complaint {
        Rules rules = read(RULE + "[[allowlists]]\ntargetRules=['a']\nregexes=['(?i)x', 'y']\n");
        assertThat(rules.allowlists()).isEmpty();
        Allowlist list = rules.rules().get(1).detection().allowlists().get(0);
        assertThat(list.allowsText("Y", "", "")).isTrue();
    }

    @Test
    void aNewerVersionIsNoted() throws Complaint {
        assertThat(read("minVersion='v8.29.1'\n" + RULE).notes()).isEmpty();
        assertThat(read("minVersion='v9'\n" + RULE).notes()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[rules]]\\nregex='x' | has no id",
                "[[rules]]\\nid='a' | neither regex nor path",
                "[[rules]]\\nid='a'\\nregex='x('  | no regular expression",
                "[[rules]]\\nid='a'\\nregex='x{1001}'  | no regular expression",
                "[[rules]]\\nid='a'\\nregex='(?=x)'  | no regular expression",
                "[[rules]]\\nid='a'\\nregex='x'\\nsecretGroup=1 | has no group 1",
                "[[rules]]\\nid='a'\\nregex='x'\\n[[rules.allowlists]]\\ndescription='d' | allowlist is empty",
                "[[rules]]\\nid='a'\\nregex='x'\\n[rules.allowlist]\\nregexes=['y']\\n[[rules.allowlists]]\\nregexes=['z']"
                        + "| side by side",
                "[[rules]]\\nid='a'\\nregex='x'\\n[[rules.allowlists]]\\ncondition='XOR'\\nregexes=['z'] | condition 'XOR'",
                "[[rules]]\\nid='a'\\nregex='x'\\n[[rules.allowlists]]\\nregexTarget='Line'\\nregexes=['z'] | 'Line'",
                "[[rules]]\\nid='a'\\nregex='x'\\n[[rules.required]]\\nid='b' | requires the rule b",
                "[[rules]]\\nid='a'\\nregex='x'\\n[[rules.required]]\\nwithinLines=1 | without an id",
                "[[rules]]\\nid='a'\\nregex='x'\\n[[allowlists]]\\ntargetRules=['b']\\nregexes=['z'] | rule b, which does not",
                "[extend]\\nuseDefault=true\\npath='x' | both useDefault and path",
                "[extend]\\npath='x' | no x",
                "minVersion='soon' | is no version",
                "title='x' | has no rules",
                "[[allowlists]]\\npaths=['x'] | has no rules",
                "[[rules]]\\nid='a'\\nregex='x'\\nskipReport=true | has no rules",
                "[[rules]]\\nid='a'\\nregex=['x'] | regex is not a single value",
                "[[rules]]\\nid='a'\\nregex='x'\\nentropy='much' | entropy is not a number",
                "rules='x' | rules is not a table",
                "[[rules] | is no TOML",
            })
    void whatGitleaksRefusesIsRefused(String text, String complaint) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(Complaint.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void everythingDisabledIsNoConfiguration() {
        String all = String.join(
                "','", Rules.builtIn().rules().stream().map(Rule::id).toList());
        assertThatThrownBy(() -> read("[extend]\nuseDefault=true\ndisabledRules=['" + all + "']\n"))
                .isInstanceOf(Complaint.class)
                .hasMessageContaining("has no rules");
    }
}
