package dev.keyturn.finding;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.source.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Places that are accepted, as gitleaks names them: {@code file:rule:line} for any commit, {@code commit:file:rule:line}
 * for one; from its ignore file, or from a JSON report used as a baseline.
 */
public final class PlaceList {
    private static final String REDACTED = "REDACTED";

    private final Set<String> names;
    private final Set<String> secrets;

    private PlaceList(Set<String> names, Set<String> secrets) {
        this.names = names;
        this.secrets = secrets;
    }

    static PlaceList none() {
        return new PlaceList(Set.of(), Set.of());
    }

    /**
     * Reads an ignore file.
     *
     * @throws Complaint if it cannot be read
     */
    public static PlaceList ofIgnoreFile(Path file) throws Complaint {
        Set<String> names = new HashSet<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String name = line.strip().replace('\\', '/');
                if (!name.isEmpty() && !name.startsWith("#")) {
                    names.add(name);
                }
            }
        } catch (IOException e) {
            throw new Complaint(file + " cannot be read", "check its permissions, or remove it");
        }
        return new PlaceList(names, Set.of());
    }

    static PlaceList ofReport(Path file, String json) throws Complaint {
        Set<String> names = new HashSet<>();
        Set<String> secrets = new HashSet<>();
        try {
            for (JsonNode entry : JsonMapper.shared().readTree(json)) {
                String secret = entry.path("Secret").asString("");
                String name = String.join(
                        ":",
                        entry.path("Commit").asString(""),
                        entry.path("File").asString(""),
                        entry.path("RuleID").asString(""),
                        String.valueOf(entry.path("StartLine").asInt(0)));
                if (secret.isEmpty() || secret.contains(REDACTED)) {
                    names.add(name);
                } else {
                    secrets.add(name + ":" + secret);
                }
            }
        } catch (JacksonException e) {
            throw new Complaint(
                    "the baseline " + file + " is no JSON report of gitleaks",
                    "write it with gitleaks --report-format json");
        }
        return new PlaceList(names, secrets);
    }

    PlaceList and(PlaceList other) {
        Set<String> allNames = new HashSet<>(names);
        allNames.addAll(other.names);
        Set<String> allSecrets = new HashSet<>(secrets);
        allSecrets.addAll(other.secrets);
        return new PlaceList(allNames, allSecrets);
    }

    @RevealsPlaintext("compares it with a report that holds it")
    boolean has(Discovery discovery, Place place) {
        if (names.isEmpty() && secrets.isEmpty()) {
            return false;
        }
        String anywhere = place.file() + ":" + discovery.rule().id() + ":" + place.line();
        String exact = place.commitId() + ":" + anywhere;
        return names.contains(anywhere)
                || names.contains(exact)
                || secrets.contains(exact + ":" + discovery.secret().reveal());
    }
}
