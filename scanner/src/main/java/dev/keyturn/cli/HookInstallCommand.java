package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.hook.HookInstaller;
import dev.keyturn.hook.Launcher;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code keyturn hook install}. */
@Command(
        name = "install",
        description = "Puts hooks into a repository, beside those that are there: pre-commit (with pre-merge-commit),"
                + " commit-msg and pre-push, or pre-receive in a bare one. Doing it again is harmless.")
final class HookInstallCommand implements Callable<Integer> {
    @Mixin
    HookOptions options = new HookOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Complaint {
        Surroundings surroundings = Surroundings.of(spec);
        Path program = Launcher.find(surroundings.environment(), System.getProperty("keyturn.launcher"));
        HookInstaller installer = options.installer(surroundings);
        PrintWriter out = spec.commandLine().getOut();
        HookOptions.tell(installer.install(options.namesOr(installer.usual()), program), out);
        if (installer.frameworkCouldShare()) {
            out.println(
                    "To give everybody who uses pre-commit here the check, add to .pre-commit-config.yaml, below repos:");
            out.print(HookInstaller.FRAMEWORK_SNIPPET);
        }
        return ExitCode.FINE;
    }
}
