package dev.keyturn.rule;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.key.ApiKey;
import java.nio.file.Path;
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

    /**
     * Rules in gitleaks' TOML, and always the one for our own keys.
     *
     * @throws Complaint if the file cannot be read or says something impossible
     */
    public static Rules ofGitleaks(Path file) throws Complaint {
        return Gitleaks.read(file);
    }

    /** The same from text that a variable holds. */
    public static Rules ofGitleaks(String name, String text) throws Complaint {
        return Gitleaks.read(name, text);
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
