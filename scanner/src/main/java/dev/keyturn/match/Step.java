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

    /** Whether a text is searched for what a rule finds: not where a path decides, nor for what only others require. */
    static boolean isNeeded(Rule rule) {
        return rule.own()
                || rule.detection().readsText() && !rule.detection().company().silent();
    }

    /** What to do at a keyword of a rule that is tried wherever in a text it can match. */
    static Step mentioning(int configured) {
        return (pass, start, end) -> pass.mention(configured);
    }

    /** What to do at an anchor of such a rule. */
    static Step anchoring(int configured) {
        return (pass, start, end) -> pass.anchor(configured, end);
    }

    static Step confirming(Rule rule) {
        if (rule.own()) {
            return (pass, start, end) -> pass.ownKey(rule, start);
        }
        Notation notation = rule.detection().notation();
        if (notation == Notation.ASSIGNMENT || notation == Notation.ADDRESS) {
            return (pass, start, end) -> pass.written(rule, start, end);
        }
        return rule.detection().reach().anchored()
                ? (pass, start, end) -> pass.anchored(rule, start)
                : (pass, start, end) -> pass.near(rule, start);
    }
}
