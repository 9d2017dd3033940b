package dev.keyturn.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.match.Rehearsal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule that comes with the product finds its examples, does not find its counterexamples, and says what to do. */
class BuiltInRulesTest {
    private static final long SEED = 20_260_102;
    private static final int DRAWN = 10;
    private static final Rules RULES = Rules.builtIn();
    private static final Rehearsal REHEARSAL = new Rehearsal(RULES, SEED);

    static Stream<String> ids() {
        return others().map(Rule::id);
    }

    private static Stream<Rule> others() {
        return RULES.rules().stream().filter(rule -> !rule.own());
    }

    @ParameterizedTest
    @MethodSource("ids")
    void examplesAreFoundAndCounterexamplesAreNot(String id) throws Exception {
        Rule rule = others().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
        assertThat(REHEARSAL.of(rule, DRAWN)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void saysWhatItIsAndWhatToDo(String id) {
        Rule rule = others().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
        assertThat(rule.title()).isNotBlank().doesNotEndWith(".");
        assertThat(rule.about()).isNotBlank().doesNotEndWith(".");
        assertThat(rule.generic() || !rule.revoke().isBlank()).isTrue();
        assertThat(Regex.checked(String.valueOf(rule.detection().regex()))).isNotNull();
        assertThat(rule.detection().keywords())
                .allMatch(keyword -> keyword.length() >= 3)
                .doesNotHaveDuplicates();
    }

    @Test
    void noTwoAreCalledTheSame() {
        List<String> names = RULES.rules().stream()
                .flatMap(rule -> Stream.concat(Stream.of(rule.id()), rule.aliases().stream()))
                .toList();
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.equals(name.toLowerCase(Locale.ROOT)));
    }
}
