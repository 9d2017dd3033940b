package dev.keyturn.finding;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.source.Place;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    private PlaceList(Set<String> names, Set<String> secrets) {
        this.names = names;
        this.secrets = secrets;
    }

    static PlaceList none() {
        return new PlaceList(Set.of(), Set.of());
    }

    /** What an ignore file accepts; lines that start with {@code #} are comments. */
    public static PlaceList ofIgnoreFile(String text) {
        Set<String> names = new LinkedHashSet<>();
        for (String line : text.split("\r?\n")) {
            String name = line.strip().replace('\\', '/');
            if (!name.isEmpty() && !name.startsWith("#")) {
                names.add(name);
            }
        }
        return new PlaceList(names, Set.of());
    }

    static PlaceList ofReport(String file, String json) throws Complaint {
        Set<String> names = new LinkedHashSet<>();
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
        Set<String> allNames = new LinkedHashSet<>(names);
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
        for (String rule : discovery.rule().names()) {
            String anywhere = place.file() + ":" + rule + ":" + (discovery.isFile() ? 0 : place.line());
            String exact = place.commitId() + ":" + anywhere;
            if (uses(names, anywhere)
                    || uses(names, exact)
                    || uses(secrets, exact + ":" + discovery.secret().reveal())) {
                return true;
            }
        }
        return false;
    }

    private boolean uses(Set<String> set, String name) {
        boolean there = set.contains(name);
        if (there) {
            used.add(name);
        }
        return there;
    }

    /** Places of an ignore file at which nothing was found. */
    List<String> unused() {
        return names.stream().filter(name -> !used.contains(name)).toList();
    }
}
