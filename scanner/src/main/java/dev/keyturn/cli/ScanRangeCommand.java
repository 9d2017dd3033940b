package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.source.git.GitRepository;
import dev.keyturn.source.git.RangeSource;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keyturn scan range}. */
@Command(name = "range", description = "Scans what B adds over A, commit by commit.")
final class ScanRangeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "A..B", description = "two revisions; an empty one is HEAD")
    String range = "";

    @Option(names = "--repo", paramLabel = "PATH", description = "the repository; this directory's by default")
    Path repository = Path.of("");

    @Mixin
    ScanOptions options = new ScanOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Complaint {
        RangeSource source = RangeSource.of(GitRepository.at(repository), range);
        return ScanRun.of(spec, options)
                .ofChange(repository, source.from(), source.to())
                .scan(source);
    }
}
