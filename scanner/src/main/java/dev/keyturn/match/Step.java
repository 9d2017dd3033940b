package dev.keyturn.match;

import dev.keyturn.rule.Notation;
import dev.keyturn.rule.Rule;

/** What to do where a keyword stands. */
@FunctionalInterface
interface Step {
    /**
     * @param pass the text's pass
     * @param start offset of the keyword's first byte
     * @param end offset after its last
     */
    void at(Pass pass, int start, int end);

    static Step confirming(Rule rule) {
        if (rule.own()) {
            return (pass, start, end) -> pass.ownKey(rule, start);
        }
        if (rule.detection().notation() != Notation.EXPRESSION) {
            return (pass, start, end) -> pass.written(rule, start, end);
        }
        if (rule.detection().reach().whole()) {
            return (pass, start, end) -> pass.searchWhole(rule);
        }
        return rule.detection().reach().anchored()
                ? (pass, start, end) -> pass.anchored(rule, start)
                : (pass, start, end) -> pass.near(rule, start);
    }
}
