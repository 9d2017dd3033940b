package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.source.git.GitRepository;
import dev.keyturn.source.git.StagedSource;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keyturn scan staged}. */
@Command(name = "staged", description = "Scans what the next commit would add.")
final class ScanStagedCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "PATH", description = "the repository; this directory's by default")
    Path path = Path.of("");

    @Mixin
    ScanOptions options = new ScanOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Complaint {
        return ScanRun.of(spec, options)
                .ofChange(path, List.of("HEAD"), List.of())
                .scan(new StagedSource(GitRepository.at(path)));
    }
}
