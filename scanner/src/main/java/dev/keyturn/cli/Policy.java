package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.finding.Acceptance;
import dev.keyturn.finding.PlaceList;
import dev.keyturn.finding.Suppression;
import dev.keyturn.rule.Rules;
import dev.keyturn.source.Changed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By what a scan judges.
 *
 * @param rules the rules
 * @param acceptance what is accepted
 * @param notes what a person should know of where these came from
 * @param added what a scanned change adds to the files that these came from, which has no effect on its own scan
 * @param refused what is wrong with the configuration that lies in the scanned directory, whose author may be who hides
 *     something there: the scan goes on with the rules that come with the product, and fails in the end
 */
record Policy(
        Rules rules,
        Acceptance acceptance,
        List<String> notes,
        List<Suppression> added,
        @Nullable Complaint refused) {
    private static final String CONFIG = ".gitleaks.toml";
    private static final String IGNORE = ".gitleaksignore";

    /**
     * Reads what the options, the variables and the directory say.
     *
     * @param change what is scanned if that is a change
     */
    static Policy of(ScanOptions options, Path directory, Map<String, String> environment, @Nullable Changed change)
            throws Complaint {
        PolicyFiles files = new PolicyFiles(directory, change);
        List<String> notes = new ArrayList<>();
        Complaint refused = null;
        Rules rules = chosen(options.config, files, environment, notes).orElse(null);
        if (rules == null) {
            try {
                rules = found(files, notes);
            } catch (Complaint e) {
                refused = e;
                rules = Rules.builtIn();
            }
        }
        notes.addAll(rules.notes());
        Acceptance acceptance = ignored(options, files, notes, baseline(options, files));
        notes.addAll(files.notes());
        return new Policy(
                rules,
                options.allowComments() ? acceptance : acceptance.withoutComments(),
                notes,
                files.added(),
                refused);
    }

    /** The files that a directory may have of it. */
    static List<Path> files(Path directory) {
        return List.of(directory.resolve(CONFIG), directory.resolve(IGNORE));
    }

    private static Acceptance baseline(ScanOptions options, PolicyFiles files) throws Complaint {
        Path given = options.baseline;
        Path rewritten = options.writeBaseline;
        if (given == null && rewritten != null && Files.exists(rewritten)) {
            return read(files, rewritten).acceptingNothing();
        }
        return given == null ? Acceptance.none() : read(files, given);
    }

    private static Acceptance read(PolicyFiles files, Path file) throws Complaint {
        Optional<String> text = files.named(file);
        return text.isEmpty() ? Acceptance.none() : Acceptance.of(file.toString(), text.get(), LocalDate.now());
    }

    private static Acceptance ignored(ScanOptions options, PolicyFiles files, List<String> notes, Acceptance acceptance)
            throws Complaint {
        Path given = options.ignoreFile;
        Optional<String> named = given == null ? Optional.empty() : files.named(given);
        Optional<String> found = lenient(files, notes);
        found.ifPresent(text -> notes.add("places in " + IGNORE + " are accepted"));
        Acceptance all = acceptance;
        for (Optional<String> text : List.of(named, found)) {
            all = text.isEmpty() ? all : all.and(PlaceList.ofIgnoreFile(text.get()));
        }
        return all;
    }

    /** What cannot be read accepts nothing, and keeps nothing from being scanned. */
    private static Optional<String> lenient(PolicyFiles files, List<String> notes) {
        try {
            return files.found(IGNORE);
        } catch (Complaint e) {
            notes.add(e.what() + ": it accepts nothing");
            return Optional.empty();
        }
    }

    /** The rules that an option or a variable names. */
    private static Optional<Rules> chosen(
            @Nullable Path given, PolicyFiles files, Map<String, String> environment, List<String> notes)
            throws Complaint {
        String named = environment.getOrDefault("GITLEAKS_CONFIG", "");
        Path file = given != null || named.isEmpty() ? given : Path.of(named);
        Optional<String> chosen = file == null ? Optional.empty() : files.named(file);
        if (chosen.isPresent()) {
            if (given == null) {
                notes.add("rules from " + named + ", which GITLEAKS_CONFIG names");
            }
            return Optional.of(Rules.ofGitleaks(String.valueOf(file), chosen.get(), files));
        }
        String text = environment.getOrDefault("GITLEAKS_CONFIG_TOML", "");
        if (!text.isEmpty() && file == null) {
            notes.add("rules from GITLEAKS_CONFIG_TOML");
            return Optional.of(Rules.ofGitleaks("GITLEAKS_CONFIG_TOML", text, files));
        }
        return Optional.empty();
    }

    /** The rules that the scanned directory has, or those that come with the product. */
    private static Rules found(PolicyFiles files, List<String> notes) throws Complaint {
        Optional<String> found = files.found(CONFIG);
        if (found.isPresent()) {
            notes.add("rules from " + CONFIG);
            return Rules.ofGitleaks(CONFIG, found.get(), files);
        }
        return Rules.builtIn();
    }
}
