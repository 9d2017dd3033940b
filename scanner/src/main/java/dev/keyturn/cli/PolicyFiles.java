package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.finding.Suppression;
import dev.keyturn.rule.FileTexts;
import dev.keyturn.source.Changed;
import dev.keyturn.source.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files that a policy is made of: from the disk, but those of a repository of which a change is scanned as they
 * were before the change.
 */
final class PolicyFiles implements FileTexts {
    private final Path directory;
    private final @Nullable Changed change;
    private final Set<String> ofRepository = new LinkedHashSet<>();
    private static final long LARGEST = 64 << 20;

    private final List<String> notes = new ArrayList<>();

    /** @param directory what is scanned */
    PolicyFiles(Path directory, @Nullable Changed change) {
        this.directory = directory;
        this.change = change;
    }

    /** A file that the scanned directory has, or had before the change. */
    Optional<String> found(String name) throws Complaint {
        Path file = directory.resolve(name);
        Optional<String> text = change == null ? onDisk(file) : before(name, change);
        if (text.isEmpty() && change != null && change.inside(file).isEmpty()) {
            return onDisk(file);
        }
        return text;
    }

    private static Optional<String> onDisk(Path file) throws Complaint {
        checkSize(file);
        return Files.isRegularFile(file) ? Optional.of(read(file)) : Optional.empty();
    }

    private Optional<String> before(String path, Changed changed) throws Complaint {
        ofRepository.add(path);
        return changed.before(path);
    }

    /**
     * A file that an option or a variable names.
     *
     * @return nothing if the change brings it
     * @throws Complaint if there is no such file
     */
    Optional<String> named(Path file) throws Complaint {
        Optional<String> path = change == null ? Optional.empty() : change.inside(file);
        if (change == null || path.isEmpty()) {
            return Optional.of(read(file));
        }
        Optional<String> before = before(path.get(), change);
        if (before.isPresent()) {
            notes.add(file + " is read as " + change.base() + " has it");
            return before;
        }
        if (change.after(path.get()).isEmpty()) {
            return Optional.of(read(file));
        }
        notes.add(file + " is part of the change, so it has no say in it");
        return Optional.empty();
    }

    @Override
    public String of(String path) throws Complaint {
        Path file = Path.of(path);
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new Complaint("the configuration extends " + path + ", which is no file", "name a file");
        }
        checkSize(file);
        return named(file)
                .orElseThrow(() -> new Complaint(
                        "the configuration extends " + path + ", which the change adds",
                        "add that file first, or name a configuration elsewhere with --config"));
    }

    private static void checkSize(Path file) throws Complaint {
        if (file.toFile().length() > LARGEST) {
            throw new Complaint(file + " is larger than " + (LARGEST >> 20) + " MB", "make it smaller, or take it out");
        }
    }

    private static String read(Path file) throws Complaint {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Complaint(file + " cannot be read", "check the path, and that the file is text");
        }
    }

    /** What a person should know of where files came from. */
    List<String> notes() {
        return notes;
    }

    /** What the change adds to files that have a say in later scans, a place for each line. */
    List<Suppression> added() throws Complaint {
        List<Suppression> added = new ArrayList<>();
        for (String path : ofRepository) {
            if (change != null) {
                Set<String> known = new HashSet<>(lines(change.before(path).orElse("")));
                for (String after : change.after(path)) {
                    added(path, known, lines(after), added);
                }
            }
        }
        return added;
    }

    private static void added(String path, Set<String> known, List<String> lines, List<Suppression> added) {
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#") && !known.contains(lines.get(i))) {
                Place place = new Place(null, Place.Kind.CONTENT, path, i + 1, null);
                added.add(new Suppression(path, "a line that the change adds", place, false));
            }
        }
    }

    private static List<String> lines(String text) {
        return Arrays.asList(text.split("\r?\n", -1));
    }
}
