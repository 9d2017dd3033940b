package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.source.git.GitRepository;
import dev.keyturn.source.git.HistorySource;
import java.nio.file.Path;
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

    @Option(names = "--no-cache", description = "read everything anew; nothing is cached so far, so this is always so")
    boolean noCache;

    @Mixin
    ScanOptions options = new ScanOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Complaint {
        ScanRun run = ScanRun.of(spec, options).in(path);
        HistorySource.Extent extent = new HistorySource.Extent(branch, allObjects);
        if (branch == null) {
            run.ofAll();
        }
        return run.scan(new HistorySource(GitRepository.at(path), extent));
    }
}
