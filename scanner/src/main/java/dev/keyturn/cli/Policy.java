package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.finding.Baseline;
import dev.keyturn.finding.PlaceList;
import dev.keyturn.rule.FileTexts;
import dev.keyturn.rule.Rules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By what a scan judges.
 *
 * @param rules the rules
 * @param baseline what is accepted
 * @param notes what a person should know of where these came from
 */
record Policy(Rules rules, Baseline baseline, List<String> notes) {
    private static final String CONFIG = ".gitleaks.toml";
    private static final String IGNORE = ".gitleaksignore";

    static Policy of(ScanOptions options, Path directory, Map<String, String> environment) throws Complaint {
        List<String> notes = new ArrayList<>();
        Rules rules = rules(options.config, directory, environment, notes);
        notes.addAll(rules.notes());
        Path file = options.baseline;
        Baseline baseline = file == null ? Baseline.none() : Baseline.read(file, LocalDate.now());
        Path rewritten = options.writeBaseline;
        if (file == null && rewritten != null && Files.exists(rewritten)) {
            baseline = Baseline.read(rewritten, LocalDate.now()).acceptingNothing();
        }
        Path ignore = directory.resolve(IGNORE);
        if (Files.isRegularFile(ignore)) {
            notes.add("places in " + ignore + " are accepted");
            baseline = baseline.and(PlaceList.ofIgnoreFile(ignore));
        }
        return new Policy(rules, baseline, notes);
    }

    private static Rules rules(
            @Nullable Path given, Path directory, Map<String, String> environment, List<String> notes)
            throws Complaint {
        if (given != null) {
            return Rules.ofGitleaks(given);
        }
        String named = environment.getOrDefault("GITLEAKS_CONFIG", "");
        if (!named.isEmpty()) {
            notes.add("rules from " + named + ", which GITLEAKS_CONFIG names");
            return Rules.ofGitleaks(Path.of(named));
        }
        String text = environment.getOrDefault("GITLEAKS_CONFIG_TOML", "");
        if (!text.isEmpty()) {
            notes.add("rules from GITLEAKS_CONFIG_TOML");
            return Rules.ofGitleaks("GITLEAKS_CONFIG_TOML", text, FileTexts.onDisk());
        }
        Path found = directory.resolve(CONFIG);
        if (Files.isRegularFile(found)) {
            notes.add("rules from " + found);
            return Rules.ofGitleaks(found);
        }
        return Rules.builtIn();
    }
}
