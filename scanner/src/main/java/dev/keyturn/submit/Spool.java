package dev.keyturn.submit;

import dev.keyturn.key.Fingerprint;
import dev.keyturn.wire.LeakSighting;
import dev.keyturn.wire.WireJson;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;

/**
 * Sightings that an api has not taken yet: a file of JSON lines for each api, readable by its owner alone.
 *
 * <p>Every change writes the whole file anew beside the old one, forces it to disk and takes its name, under a lock that
 * processes share: a reader sees all of a change or nothing, whoever is killed when. It holds fingerprints, never
 * plaintext, and each sighting once.
 */
final class Spool {
    /** One process has one file lock; its threads take turns before it. */
    private static final Object THREADS = new Object();

    private final Path directory;
    private final Path file;

    private Spool(Path directory, Path file) {
        this.directory = directory;
        this.file = file;
    }

    /**
     * The spool of an api: below {@code KEYTURN_SPOOL}, else in the user's state directory.
     *
     * @param environment the process's
     */
    static Spool of(URI api, Map<String, String> environment) {
        Path directory = directory(environment);
        return new Spool(directory, directory.resolve(name(api) + ".jsonl"));
    }

    /** A file name can hold no address, but a hash of it. */
    private static String name(URI api) {
        return Fingerprint.of(api.toString().replaceFirst("/+$", "")).hex().substring(0, 16);
    }

    private static Path directory(Map<String, String> environment) {
        String chosen = environment.getOrDefault("KEYTURN_SPOOL", "");
        if (!chosen.isEmpty()) {
            return Path.of(chosen).toAbsolutePath();
        }
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return (state.isEmpty() ? Path.of(home, ".local", "state") : Path.of(state)).resolve("keyturn/spool");
    }

    Path file() {
        return file;
    }

    /** Keeps sightings; those that are there already are not kept twice. When it returns, they outlive a crash. */
    void add(Collection<LeakSighting> sightings) throws IOException {
        change(lines -> lines.addAll(write(sightings)));
    }

    /** Lets go of sightings that the api has taken. */
    void remove(Collection<LeakSighting> sightings) throws IOException {
        change(lines -> lines.removeAll(Set.copyOf(write(sightings))));
    }

    /** What waits, the oldest first. Lines that are none of ours stay in the file and are not in the answer. */
    List<LeakSighting> waiting() throws IOException {
        List<LeakSighting> sightings = new ArrayList<>();
        for (String line : lines()) {
            try {
                sightings.add(WireJson.mapper().readValue(line, LeakSighting.class));
            } catch (JacksonException e) {
                // nobody's sighting: it must not keep the others from being sent
            }
        }
        return sightings;
    }

    private Set<String> lines() throws IOException {
        return Files.exists(file) ? new LinkedHashSet<>(Files.readAllLines(file)) : new LinkedHashSet<>();
    }

    private static List<String> write(Collection<LeakSighting> sightings) {
        return sightings.stream().map(WireJson.mapper()::writeValueAsString).toList();
    }

    private void change(Function<Set<String>, Boolean> change) throws IOException {
        prepareDirectory();
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        synchronized (THREADS) {
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var held = channel.lock()) {
                Set<String> lines = lines();
                if (held.isValid() && change.apply(lines)) {
                    replace(lines);
                }
            }
        }
    }

    private void prepareDirectory() throws IOException {
        Files.createDirectories(directory);
        if (posix()) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private boolean posix() {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private void replace(Set<String> lines) throws IOException {
        Path fresh = Files.createTempFile(directory, "spool-", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
