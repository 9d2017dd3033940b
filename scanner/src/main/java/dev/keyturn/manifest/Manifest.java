package dev.keyturn.manifest;

import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.finding.Statistics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a scan covered: enough to tell later that nothing between two scans was left out, and nothing of what was found.
 *
 * @param format 1
 * @param program name and version of what scanned
 * @param extent what was asked for: {@code every ref}, {@code every object}, a branch's name
 * @param startedAt by the clock of the machine that scanned
 * @param finishedAt likewise
 * @param rules what was looked for
 * @param refs each ref with the id of what it pointed to
 * @param read how much was read
 * @param findings how many secrets were found and not accepted
 * @param skipped what could not be read, with the reason
 */
public record Manifest(
        int format,
        String program,
        String extent,
        Instant startedAt,
        Instant finishedAt,
        RuleSet rules,
        SortedMap<String, String> refs,
        Read read,
        int findings,
        List<Gap> skipped) {
    /** The format that this program writes. */
    public static final int FORMAT = 1;

    public Manifest {
        refs = new TreeMap<>(refs);
        skipped = List.copyOf(skipped);
    }

    /**
     * Rules that were in force.
     *
     * @param count how many
     * @param sha256 of everything that they say, in hexadecimal
     */
    public record RuleSet(int count, String sha256) {}

    /**
     * How much was read.
     *
     * @param objects objects that were looked at in this scan, or files
     * @param known objects that an earlier scan had looked at with the same rules, so that this one did not
     */
    public record Read(long objects, long known, long commits, long blobs, long bytes) {}

    /** Something that was not read. */
    public record Gap(String name, String reason) {}

    /** What is known of a scan besides its outcome. */
    public record Circumstances(String program, String extent, RuleSet rules, Map<String, String> refs) {}

    /**
     * The manifest of a scan that ends now.
     *
     * @param objects as {@link Read} has it
     * @param known likewise
     */
    public static Manifest of(ScanOutcome outcome, Circumstances circumstances, long objects, long known) {
        Statistics statistics = outcome.statistics();
        Instant now = Instant.now();
        return new Manifest(
                FORMAT,
                circumstances.program(),
                circumstances.extent(),
                now.minus(statistics.time()),
                now,
                circumstances.rules(),
                new TreeMap<>(circumstances.refs()),
                new Read(objects, known, statistics.commits(), statistics.blobs(), statistics.bytes()),
                outcome.findings().size(),
                outcome.skipped().stream()
                        .map(skipped -> new Gap(skipped.name(), skipped.reason()))
                        .toList());
    }
}
