package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.manifest.SigningKey;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keyturn scan keygen}. */
@Command(
        name = "keygen",
        description = "Makes the key that signs scan manifests, and prints the half that verifies them.",
        mixinStandardHelpOptions = true)
final class ScanKeygenCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "where to keep it (mode 0600); keyturn/manifest.key in your configuration by default")
    @Nullable
    Path file;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Complaint {
        Path target = file == null ? SigningKey.file(Surroundings.of(spec).environment()) : file;
        SigningKey.create(target);
        spec.commandLine().getOut().print(SigningKey.read(target).publicHalf().pem());
        spec.commandLine().getOut().flush();
        spec.commandLine().getErr().println("keyturn: the key is in " + target + "; whoever verifies needs the above");
        return ExitCode.FINE;
    }
}
