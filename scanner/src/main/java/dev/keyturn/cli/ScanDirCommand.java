package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.source.DirectorySource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keyturn scan dir}. */
@Command(name = "dir", description = "Scans files as they are on disk, and archives among them.")
final class ScanDirCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "PATH", description = "files and directories")
    List<Path> paths = List.of();

    @Mixin
    ScanOptions options = new ScanOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Complaint {
        Path first = paths.get(0);
        Path directory = Files.isDirectory(first) ? first : Path.of("");
        return ScanRun.of(spec, options).in(directory).scan(new DirectorySource(paths));
    }
}
