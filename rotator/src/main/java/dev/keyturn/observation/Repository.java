package dev.keyturn.observation;

import dev.keyturn.key.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Git repository on this machine, whose whole history the scanner's command searches for keys. Fingerprints, which
 * revoke, go over its standard input: neither a file nor a list of processes shows them.
 *
 * @param path a working copy or a bare repository
 * @param scanner the command {@code keyturn}
 */
public record Repository(Path path, String scanner) {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int MOST_NAMED = 3;

    /** What a search came to: places by fingerprint, or why it came to nothing. */
    record Search(Map<String, List<String>> places, List<String> failure) {
        /** For a person; nothing if the key is not there. */
        List<String> words(Fingerprint fingerprint) {
            return failure.isEmpty() ? places.getOrDefault(fingerprint.hex(), List.of()) : failure;
        }
    }

    Search search(Collection<Fingerprint> fingerprints) {
        try {
            Path errors = Files.createTempFile("keyturn-search", ".log");
            try {
                return search(fingerprints, errors);
            } finally {
                Files.delete(errors);
            }
        } catch (IOException | JacksonException e) {
            return failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed("stopped");
        }
    }

    private Search search(Collection<Fingerprint> fingerprints, Path errors) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        scanner, "scan", "git", path.toString(), "--fingerprint", "-", "--format", "json")
                .redirectError(errors.toFile());
        builder.environment().remove("KEYTURN_API_KEY");
        Process process = builder.start();
        CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .execute(process::destroyForcibly);
        try (OutputStream in = process.getOutputStream()) {
            String lines = fingerprints.stream().map(Fingerprint::hex).collect(Collectors.joining("\n", "", "\n"));
            in.write(lines.getBytes(StandardCharsets.US_ASCII));
        }
        byte[] report;
        try (InputStream out = process.getInputStream()) {
            report = out.readAllBytes();
        }
        int exit = process.waitFor();
        return exit > 1
                ? failed(lastLine(errors, exit))
                : found(JsonMapper.shared().readTree(report));
    }

    private Search failed(String why) {
        return new Search(Map.of(), List.of(path + " could not be searched: " + why));
    }

    private static String lastLine(Path errors, int exit) throws IOException {
        return Files.readString(errors)
                .lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("exit " + exit);
    }

    private Search found(JsonNode report) {
        Map<String, List<String>> places = new HashMap<>();
        for (JsonNode finding : report.path("findings")) {
            TreeSet<String> files = new TreeSet<>();
            finding.path("places").forEach(place -> files.add(place.path("file").asString("?")));
            places.put(finding.path("fingerprint").asString(""), List.of(words(files)));
        }
        return new Search(places, List.of());
    }

    private String words(TreeSet<String> files) {
        String named = files.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        int more = files.size() - MOST_NAMED;
        return "hard-coded in " + path + ": " + named + (more > 0 ? " and " + more + " more files" : "");
    }
}
