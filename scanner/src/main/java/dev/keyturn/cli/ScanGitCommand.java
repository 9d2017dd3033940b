package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.finding.IdentityKey;
import dev.keyturn.manifest.SigningKey;
import dev.keyturn.source.git.GitRepository;
import dev.keyturn.source.git.HistorySource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keyturn scan git}. */
@Command(name = "git", description = "Scans the history of every ref: branches, tags, remotes, notes, stashes.")
final class ScanGitCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "PATH", description = "the repository; this directory's by default")
    Path path = Path.of("");

    @Option(names = "--branch", paramLabel = "NAME", description = "only what this branch, tag or revision reaches")
    @Nullable
    String branch;

    @Option(names = "--all-objects", description = "also what no ref reaches any more")
    boolean allObjects;

    @Option(names = "--no-cache", description = "read everything anew, and keep nothing for the next scan")
    boolean noCache;

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "write here, signed, what this scan covered: refs, counts, rules, gaps")
    @Nullable
    Path manifest;

    @Option(
            names = "--manifest-key",
            paramLabel = "FILE",
            description = "the key that signs it; KEYTURN_MANIFEST_KEY, or one of your own that is made at first use")
    @Nullable
    Path manifestKey;

    @Mixin
    ScanOptions options = new ScanOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Complaint, IOException {
        List<Path> identity = IdentityKey.files(Surroundings.of(spec).environment());
        Answer answer = noCache || manifest != null ? null : Answer.asked(options, new Answer.Where(path, identity));
        ScanRun run = ScanRun.of(spec, options).in(path).keeping(answer);
        HistorySource.Extent extent = new HistorySource.Extent(branch, allObjects);
        if (branch == null) {
            run.ofAll();
        }
        if (manifest != null) {
            run.recording(new Recording(manifest, signingKey(), extentInWords()));
        }
        GitRepository repository = GitRepository.at(path);
        if (answer != null) {
            answer.on(repository);
        }
        return run.scan(new HistorySource(repository, extent, noCache ? null : run.cache(repository)));
    }

    private SigningKey signingKey() throws Complaint {
        return manifestKey == null ? SigningKey.of(Surroundings.of(spec).environment()) : SigningKey.read(manifestKey);
    }

    private String extentInWords() {
        if (branch != null) {
            return "branch " + branch;
        }
        return allObjects ? "every object" : "every ref";
    }
}
