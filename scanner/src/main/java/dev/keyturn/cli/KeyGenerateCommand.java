package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.EnvironmentTag;
import dev.keyturn.key.RevealsPlaintext;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code keyturn key generate}. */
@Command(
        name = "generate",
        description = "Prints a new key of our format, for tests and examples: no api has issued it.",
        mixinStandardHelpOptions = true)
final class KeyGenerateCommand implements Callable<Integer> {
    @Option(
            names = "--environment",
            paramLabel = "TAG",
            defaultValue = "dev",
            description = "the environment's short name; dev by default")
    String environment = "dev";

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    @RevealsPlaintext("a key that was asked for is shown once")
    public Integer call() throws Complaint {
        ApiKey key = ApiKey.generate(tag(), new SecureRandom());
        spec.commandLine().getOut().println(key.reveal());
        spec.commandLine()
                .getErr()
                .println("keyturn: this key is of the right format, but no api has issued it: nothing will accept it");
        return ExitCode.FINE;
    }

    private EnvironmentTag tag() throws Complaint {
        try {
            return new EnvironmentTag(environment);
        } catch (IllegalArgumentException e) {
            throw new Complaint(String.valueOf(e.getMessage()), "give another one with --environment");
        }
    }
}
