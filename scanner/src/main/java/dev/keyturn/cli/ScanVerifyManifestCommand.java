package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.manifest.Envelope;
import dev.keyturn.manifest.Manifest;
import dev.keyturn.manifest.PublicHalf;
import dev.keyturn.manifest.SigningKey;
import dev.keyturn.manifest.Succession;
import dev.keyturn.report.Printable;
import dev.keyturn.report.Words;
import dev.keyturn.source.git.Ancestry;
import dev.keyturn.source.git.GitRepository;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keyturn scan verify-manifest}: 0 if the manifest proves what it should, 1 if not, 2 if it is none of ours. */
@Command(
        name = "verify-manifest",
        description = "Checks who signed a scan's manifest, and that the scan covered what came after the one before.",
        mixinStandardHelpOptions = true)
final class ScanVerifyManifestCommand implements Callable<Integer> {
    private static final int SHOWN = 10;

    @Parameters(paramLabel = "FILE", description = "what --manifest has written")
    Path file = Path.of("");

    @Option(names = "--previous", paramLabel = "FILE", description = "the manifest of the scan before")
    @Nullable
    Path previous;

    @Option(names = "--public-key", paramLabel = "FILE", description = "who must have signed; your own key by default")
    @Nullable
    Path publicKey;

    @Option(names = "--repo", paramLabel = "PATH", description = "the repository, to tell what its refs contain")
    Path repository = Path.of("");

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Complaint {
        PublicHalf key = key();
        PrintWriter out = spec.commandLine().getOut();
        Manifest manifest = Envelope.verified(file, key);
        out.println(line(manifest, key));
        Path before = previous;
        boolean proven = before == null ? manifest.skipped().isEmpty() : follows(before, key, manifest, out);
        if (before == null && !proven) {
            out.println("Not everything was scanned: "
                    + Words.count(manifest.skipped().size(), "gap"));
        }
        out.flush();
        return proven ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    private boolean follows(Path before, PublicHalf key, Manifest manifest, PrintWriter out) throws Complaint {
        Manifest first = Envelope.verified(before, key);
        try (GitRepository opened = GitRepository.at(repository)) {
            Succession succession = new Succession(
                    first, manifest, Ancestry.contained(opened, first.refs().values(), manifest.refs()));
            out.println("after: " + line(first, key));
            out.println(Words.count(succession.moved().size(), "ref") + " moved or new since");
            list("gone since, covered by the scan before: ", succession.gone(), out);
            List<String> objections = succession.objections();
            objections.forEach(objection -> out.println("but " + Printable.of(objection)));
            out.println(
                    objections.isEmpty()
                            ? "The scan covers everything that came after the one before."
                            : "The scan does not prove that it covers everything that came after the one before.");
            return objections.isEmpty();
        }
    }

    private static void list(String label, List<String> names, PrintWriter out) {
        names.stream().limit(SHOWN).forEach(name -> out.println(label + Printable.of(name)));
        if (names.size() > SHOWN) {
            out.println(label + (names.size() - SHOWN) + " more");
        }
    }

    private static String line(Manifest manifest, PublicHalf key) {
        Manifest.Read read = manifest.read();
        return "signed by " + key.id() + ": " + manifest.finishedAt() + ", " + Printable.of(manifest.program()) + ", "
                + Printable.of(manifest.extent()) + ", "
                + Words.count(manifest.refs().size(), "ref") + ", "
                + Words.count(read.commits(), "commit") + ", " + Words.count(read.blobs(), "blob") + ", "
                + Words.size(read.bytes()) + ", "
                + (read.known() == 0 ? "" : Words.count(read.known(), "object") + " known from before, ")
                + Words.count(manifest.rules().count(), "rule") + " "
                + manifest.rules().sha256().substring(0, 12) + ", "
                + Words.count(manifest.findings(), "finding") + ", "
                + (manifest.skipped().isEmpty()
                        ? "complete"
                        : Words.count(manifest.skipped().size(), "gap"));
    }

    private PublicHalf key() throws Complaint {
        if (publicKey != null) {
            return PublicHalf.read(publicKey);
        }
        Map<String, String> environment = Surroundings.of(spec).environment();
        boolean own = Surroundings.of(spec).variable(SigningKey.VARIABLE).isPresent()
                || Files.exists(SigningKey.file(environment));
        if (!own) {
            throw new Complaint(
                    "there is no key to verify with", "give the public half of the key that signed with --public-key");
        }
        return SigningKey.of(environment).publicHalf();
    }
}
