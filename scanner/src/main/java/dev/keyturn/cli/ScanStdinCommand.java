package dev.keyturn.cli;

import dev.keyturn.source.StreamSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code keyturn scan stdin}. */
@Command(name = "stdin", description = "Scans what is piped in.")
final class ScanStdinCommand implements Callable<Integer> {
    @Mixin
    ScanOptions options = new ScanOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        return ScanRun.of(spec, options)
                .scan(new StreamSource("stdin", Surroundings.of(spec).input()));
    }
}
