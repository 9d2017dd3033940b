package dev.keyturn.rule;

import dev.keyturn.key.ApiKey;
import java.util.List;

/**
 * The rules in force.
 *
 * @param rules at least one
 * @param allowlists what none of them reports
 */
public record Rules(List<Rule> rules, List<Allowlist> allowlists) {
    public Rules {
        rules = List.copyOf(rules);
        allowlists = List.copyOf(allowlists);
    }

    /** The rules that come with the product. */
    public static Rules builtIn() {
        return new Rules(RuleFile.builtIn(), List.of());
    }

    /** The rule for our own keys, which is always in force. */
    public static Rule own() {
        return new Rule(
                Rule.OWN,
                "Keyturn API key",
                "Whoever has it calls the API as its tenant until it is revoked",
                Severity.CRITICAL,
                "keyturn scan --report revokes it; by hand: Settings, API Keys, the trash icon",
                List.of(),
                Detection.ofOwnKeys(ApiKey.PREFIX));
    }
}
