package dev.keyturn.report;

import dev.keyturn.finding.Finding;
import java.util.Map;
import java.util.zip.CRC32C;

/** Tells one alert from another across runs and machines: by rule, path and masked secret, never by the line's number. */
final class LineHash {
    private LineHash() {}

    /** @param occurrences how often each hash was given so far */
    static String of(Finding finding, Map<String, Integer> occurrences) {
        String words = finding.rule().id() + "\n" + finding.first().file() + "\n" + finding.secret();
        CRC32C crc = new CRC32C();
        crc.update(words.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String hash = String.format(java.util.Locale.ROOT, "%08x%08x", crc.getValue(), words.hashCode());
        return hash + ":" + occurrences.merge(hash, 1, Integer::sum);
    }
}
