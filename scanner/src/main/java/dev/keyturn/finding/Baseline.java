package dev.keyturn.finding;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.source.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Findings that somebody has accepted, one a line, sorted: identity, reason, owner, expiry, with tabs between. The
 * salt of the identities stands in the first line, so the file means the same on every machine, and only to those who
 * have it.
 */
public final class Baseline {
    private static final String HEADER = "# keyturn baseline 1 salt ";
    private static final String COLUMNS = "# identity\treason\towner\texpiry (yyyy-mm-dd, or - for never)";
    private static final int SALT_BYTES = 16;

    private final String salt;
    private final Map<String, Entry> entries;
    private final PlaceList places;
    private final LocalDate today;

    /**
     * One accepted finding.
     *
     * @param reason why it is accepted
     * @param owner who answers for that
     * @param expiry the last day on which it is accepted, or {@code -}
     */
    private record Entry(String reason, String owner, String expiry) {
        String line(String identity) {
            return String.join("\t", identity, reason, owner, expiry);
        }
    }

    private Baseline(String salt, Map<String, Entry> entries, PlaceList places, LocalDate today) {
        this.salt = salt;
        this.entries = entries;
        this.places = places;
        this.today = today;
    }

    /** Nothing is accepted. */
    public static Baseline none() {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new Baseline(HexFormat.of().formatHex(salt), Map.of(), PlaceList.none(), LocalDate.MIN);
    }

    /**
     * Reads a file of ours, or gitleaks' JSON report, which starts with a bracket.
     *
     * @param today what expiry is compared with
     * @throws Complaint if it cannot be read or understood
     */
    public static Baseline read(Path file, LocalDate today) throws Complaint {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Complaint("the baseline " + file + " cannot be read", "check the path given with --baseline");
        }
        if (text.stripLeading().startsWith("[")) {
            return none().and(PlaceList.ofReport(file, text));
        }
        return parse(file, text, today);
    }

    private static Baseline parse(Path file, String text, LocalDate today) throws Complaint {
        if (!text.startsWith(HEADER)) {
            throw new Complaint(
                    file + " is no baseline: its first line is not '" + HEADER + "…'",
                    "write one with --write-baseline");
        }
        String[] lines = text.split("\r?\n");
        Map<String, Entry> entries = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            if (!lines[i].isBlank() && !lines[i].startsWith("#")) {
                String[] cells = lines[i].split("\t", -1);
                entries.put(cells[0], entry(file, i + 1, cells));
            }
        }
        return new Baseline(lines[0].substring(HEADER.length()).strip(), entries, PlaceList.none(), today);
    }

    private static Entry entry(Path file, int number, String[] cells) throws Complaint {
        if (cells.length != 4) {
            throw new Complaint(
                    file + ", line " + number + " has " + cells.length + " columns instead of 4",
                    "a line is: identity, reason, owner, expiry, with one tab between each");
        }
        try {
            if (!cells[3].equals("-")) {
                LocalDate.parse(cells[3]);
            }
            return new Entry(cells[1], cells[2], cells[3]);
        } catch (DateTimeParseException e) {
            throw new Complaint(
                    file + ", line " + number + ": '" + cells[3] + "' is no day", "write yyyy-mm-dd, or - for never");
        }
    }

    /** The same with places that are accepted whatever stands there. */
    public Baseline and(PlaceList more) {
        return new Baseline(salt, entries, places.and(more), today);
    }

    /** The same file for writing anew: it accepts nothing now, but its salt and what it says of each line are kept. */
    public Baseline acceptingNothing() {
        return new Baseline(salt, entries, places, LocalDate.MAX);
    }

    /** Names findings as this file does. */
    Identities identities() {
        return new Identities(salt.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a finding is accepted today. */
    boolean accepts(Finding finding) {
        Entry entry = entries.get(finding.accepted());
        return entry != null
                && (entry.expiry().equals("-")
                        || !LocalDate.parse(entry.expiry()).isBefore(today));
    }

    /** Whether whatever a rule finds at a place is accepted. Keys of our own are never accepted by their place. */
    boolean accepts(Discovery discovery, Place place) {
        return !discovery.rule().own() && places.has(discovery, place);
    }

    /** The text of a file that accepts the findings; what the lines of this one say of them is kept. */
    String accepting(Collection<Finding> findings) {
        Map<String, Entry> all = new TreeMap<>();
        for (Finding finding : findings) {
            Entry known = entries.get(finding.accepted());
            String first = finding.rule().id() + " in " + finding.first().file().replaceAll("[\\p{Cntrl}]", " ");
            all.put(finding.accepted(), known == null ? new Entry("accepted: " + first, "-", "-") : known);
        }
        StringBuilder text = new StringBuilder(HEADER)
                .append(salt)
                .append('\n')
                .append(COLUMNS)
                .append('\n');
        all.forEach((identity, entry) -> text.append(entry.line(identity)).append('\n'));
        return text.toString();
    }
}
