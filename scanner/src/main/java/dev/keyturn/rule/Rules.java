package dev.keyturn.rule;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.key.ApiKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules in force.
 *
 * @param rules at least one
 * @param allowlists what none of them reports
 * @param notes what a person should know of how a configuration was understood
 */
public record Rules(List<Rule> rules, List<Allowlist> allowlists, List<String> notes) {
    public Rules {
        rules = List.copyOf(rules);
        allowlists = List.copyOf(allowlists);
        notes = List.copyOf(notes);
    }

    /** The rules that come with the product. */
    public static Rules builtIn() {
        return new Rules(RuleFile.builtIn(), List.of(), List.of());
    }

    /** Those of them that are no guesses. */
    public static Rules builtInCertain() {
        return new Rules(
                RuleFile.builtIn().stream().filter(rule -> !rule.generic()).toList(), List.of(), List.of());
    }

    /** Writes {@link #builtInCertain}, without their examples, so that {@link #written} has them sooner. */
    public static void writeCertain(Path file) throws IOException {
        Files.writeString(file, RuleFile.certain());
    }

    /** The rules that {@link #writeCertain} wrote; what they say is not checked again. */
    public static Rules written(Path file) throws IOException {
        return new Rules(RuleFile.written(file), List.of(), List.of());
    }

    /**
     * Rules in gitleaks' TOML, and always the one for our own keys.
     *
     * @throws Complaint if the file cannot be read or says something impossible
     */
    public static Rules ofGitleaks(Path file) throws Complaint {
        FileTexts files = FileTexts.onDisk();
        return Gitleaks.read(file.toString(), files.of(file.toString()), files);
    }

    /**
     * The same from text.
     *
     * @param name what complaints call it
     * @param files where what it extends comes from
     * @throws Complaint if it says something impossible
     */
    public static Rules ofGitleaks(String name, String text, FileTexts files) throws Complaint {
        return Gitleaks.read(name, text, files);
    }

    /**
     * These rules and those of a file in this product's own form, which replace those of the same id.
     *
     * @throws Complaint if the file cannot be read or says something impossible
     */
    public Rules and(Path file) throws Complaint {
        Map<String, Rule> all = new LinkedHashMap<>();
        rules.forEach(rule -> all.put(rule.id(), rule));
        for (Rule rule : RuleFile.read(file)) {
            if (rule.own()) {
                throw new Complaint(
                        file + " has a rule " + rule.id() + ", which cannot be replaced", "give it another id");
            }
            all.put(rule.id(), rule);
        }
        return new Rules(List.copyOf(all.values()), allowlists, notes);
    }

    /**
     * The rules of a file in this product's own form, and no others.
     *
     * @throws Complaint if the file cannot be read or says something impossible
     */
    public static List<Rule> read(Path file) throws Complaint {
        return RuleFile.read(file);
    }

    /** The rule that is called so, by its id or by an alias. */
    public Optional<Rule> called(String name) {
        return rules.stream().filter(rule -> rule.isCalled(name)).findFirst();
    }

    /** The rule for our own keys, which is always in force. */
    public static Rule own() {
        return new Rule(
                Rule.OWN,
                "Keyturn API key",
                "Whoever has it calls the API as its tenant until it is revoked",
                Severity.CRITICAL,
                "a scan with --report revokes it; by hand: Settings, API Keys, the trash icon",
                List.of(),
                Detection.ofOwnKeys(ApiKey.PREFIX));
    }

    /** Rules for keys of ours, of today's format and of older ones, that are told apart by fingerprint. */
    public static Rules forKeys() {
        Rule own = own();
        List<String> wanted = List.of(Rule.WANTED);
        return new Rules(
                List.of(
                        new Rule(
                                own.id(),
                                own.title(),
                                own.about(),
                                own.severity(),
                                own.revoke(),
                                wanted,
                                own.detection()),
                        new Rule(
                                Rule.LEGACY,
                                "Older Keyturn key",
                                own.about(),
                                own.severity(),
                                own.revoke(),
                                wanted,
                                Detection.ofLegacyKeys(ApiKey.PREFIX))),
                List.of(),
                List.of());
    }

    /** SHA-256 of everything that the rules say, in hexadecimal: what was scanned with the same, was scanned alike. */
    public String digest() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((rules + "\n" + allowlists).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
