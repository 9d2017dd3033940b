package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.hook.Prefilter;
import dev.keyturn.rule.Rules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code keyturn hook prefilter}: what the launcher asks for once, so that most commits need no JVM. */
@Command(name = "prefilter", hidden = true, description = "Writes what grep needs to tell a change without secrets.")
final class HookPrefilterCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "where to write it")
    Path folder = Path.of("");

    @Override
    public Integer call() throws Complaint {
        try {
            new Prefilter(Rules.builtIn()).write(folder);
            Rules.writeCertain(folder.resolve("rules"));
        } catch (IOException e) {
            throw new Complaint(folder + " cannot be written", "check its permissions");
        }
        return ExitCode.FINE;
    }
}
