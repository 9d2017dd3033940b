package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.finding.Scan;
import dev.keyturn.manifest.Envelope;
import dev.keyturn.manifest.Manifest;
import dev.keyturn.manifest.Manifest.Circumstances;
import dev.keyturn.manifest.Manifest.RuleSet;
import dev.keyturn.manifest.SigningKey;
import dev.keyturn.report.Product;
import dev.keyturn.source.Source;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Writes the manifest of a scan.
 *
 * @param file where to
 * @param key what signs it, read before anything is scanned
 * @param extent what is scanned, in words
 */
record Recording(Path file, SigningKey key, String extent) {
    void write(Scan scan, Source source) throws Complaint {
        UnaryOperator<String> masking = scan.masking();
        Map<String, String> heads = new TreeMap<>();
        source.heads().forEach((ref, id) -> heads.put(masking.apply(ref), id));
        RuleSet rules = new RuleSet(scan.rules().rules().size(), scan.rules().digest());
        Circumstances circumstances =
                new Circumstances("keyturn " + Product.version(), masking.apply(extent), rules, heads);
        Manifest manifest = Manifest.of(
                scan.outcome(),
                circumstances,
                scan.tally().objects.sum(),
                scan.tally().known.sum());
        OutputFile.write(file, Envelope.of(manifest, key).text());
    }
}
