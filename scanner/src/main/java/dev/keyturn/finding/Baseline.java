package dev.keyturn.finding;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.key.Secret;
import dev.keyturn.source.Place;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Secrets that somebody has accepted, one a line, sorted: identity, reason, owner, expiry, with tabs between. Neither
 * lines, commits nor paths decide, so it outlives what moves; a secret in a message is accepted apart from one in files.
 *
 * <p>The salt of the identities stands in the file, so it means the same on every machine, and only to those who have
 * it. A file that two branches have started has two salts, and both count.
 */
final class Baseline {
    static final String HEADER = "# keyturn baseline 1 salt ";

    private static final String COLUMNS = "# identity and place\treason\towner\texpiry (yyyy-mm-dd, or - for never)";
    private static final int SALT_BYTES = 16;

    private final Map<String, Identities> namings;
    private final Map<String, BaselineLine> lines;
    private final LocalDate today;
    private final Set<BaselineLine> used = ConcurrentHashMap.newKeySet();

    private Baseline(Map<String, Identities> namings, Map<String, BaselineLine> lines, LocalDate today) {
        this.namings = namings;
        this.lines = lines;
        this.today = today;
    }

    /** Nothing is accepted, and nothing will be written down: for who has no time to make up a salt. */
    static Baseline unsalted() {
        return new Baseline(Map.of("", Identities.none()), Map.of(), LocalDate.MIN);
    }

    /** Nothing is accepted. */
    static Baseline none() {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        Map<String, Identities> namings = new LinkedHashMap<>();
        addSalt(HexFormat.of().formatHex(salt), namings);
        return new Baseline(namings, Map.of(), LocalDate.MIN);
    }

    /**
     * @param today what expiry is compared with
     * @throws Complaint if it cannot be understood
     */
    static Baseline parse(String file, String text, LocalDate today) throws Complaint {
        if (!text.startsWith(HEADER)) {
            throw new Complaint(
                    file + " is no baseline: its first line is not '" + HEADER + "…'",
                    "write one with --write-baseline");
        }
        Map<String, Identities> namings = new LinkedHashMap<>();
        Map<String, BaselineLine> lines = new TreeMap<>();
        String[] all = text.split("\r?\n");
        for (int i = 0; i < all.length; i++) {
            if (all[i].startsWith(HEADER)) {
                addSalt(all[i].substring(HEADER.length()).strip(), namings);
            } else if (!all[i].isBlank() && !all[i].startsWith("#")) {
                BaselineLine line = BaselineLine.parse(file, i + 1, all[i]);
                lines.merge(line.identity(), line, BaselineLine::or);
            }
        }
        return new Baseline(namings, lines, today);
    }

    private static void addSalt(String salt, Map<String, Identities> namings) {
        namings.put(salt, new Identities(salt.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether a secret is accepted today at a place. */
    boolean accepts(Secret secret, Place place) {
        return known(secret, place).stream().anyMatch(line -> line.holds(today));
    }

    /** The lines about a secret at such a place, expired or not. */
    private List<BaselineLine> known(Secret secret, Place place) {
        if (lines.isEmpty()) {
            return List.of();
        }
        List<BaselineLine> known = new ArrayList<>(1);
        for (Identities naming : namings.values()) {
            BaselineLine line = lines.get(naming.of(realm(place), secret));
            if (line != null) {
                used.add(line);
                known.add(line);
            }
        }
        return known;
    }

    private static String realm(Place place) {
        return place.kind() == Place.Kind.COMMIT || place.kind() == Place.Kind.TAG ? "in a message" : "in a file";
    }

    /** What a person should know once all secrets were asked about: acceptances that have ended. */
    List<String> ended() {
        return used.stream()
                .filter(line -> !line.holds(today))
                .map(line -> "the acceptance of " + line.words() + " ended on " + line.expiry())
                .sorted()
                .toList();
    }

    /** Acceptances of what is not there any more. */
    List<String> unused() {
        return lines.values().stream()
                .filter(line -> !used.contains(line))
                .map(BaselineLine::words)
                .toList();
    }

    /** The identity that a new line for a secret at a place would have. */
    String identity(Secret secret, Place place) {
        return namings.values().iterator().next().of(realm(place), secret);
    }

    /**
     * The text of a file that accepts discoveries. What this one says of them is kept, and what it says of others unless
     * the discoveries are all there is.
     */
    String accepting(Collection<Discovery> found, Redaction redaction, boolean all) {
        Map<String, BaselineLine> written = new TreeMap<>();
        for (Discovery discovery : found) {
            for (Place place : discovery.places()) {
                String identity = identity(discovery.secret(), place);
                String hint = redaction
                        .of(place, Discovery.isName(place) && !discovery.isFile())
                        .file();
                written.computeIfAbsent(
                        identity,
                        key -> known(discovery.secret(), place).stream()
                                .reduce(BaselineLine::or)
                                .map(line -> line.as(key))
                                .orElseGet(() ->
                                        BaselineLine.fresh(key, discovery.rule().id(), hint)));
            }
        }
        lines.values().stream()
                .filter(line -> !all && !used.contains(line))
                .forEach(line -> written.put(line.identity(), line));
        StringBuilder text = new StringBuilder();
        namings.keySet().stream()
                .limit(all ? 1 : namings.size())
                .forEach(salt -> text.append(HEADER).append(salt).append('\n'));
        text.append(COLUMNS).append('\n');
        written.values().forEach(line -> text.append(line.text()).append('\n'));
        return text.toString();
    }
}
