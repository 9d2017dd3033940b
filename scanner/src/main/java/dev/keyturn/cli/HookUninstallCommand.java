package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.hook.HookInstaller.Change;
import dev.keyturn.hook.HookName;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code keyturn hook uninstall}. */
@Command(
        name = "uninstall",
        description =
                "Takes our hooks out of a repository, all of them by default, and puts back what was there before.")
final class HookUninstallCommand implements Callable<Integer> {
    @Mixin
    HookOptions options = new HookOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Complaint {
        List<Change> changes =
                options.installer(Surroundings.of(spec)).uninstall(options.namesOr(EnumSet.allOf(HookName.class)));
        HookOptions.tell(changes, spec.commandLine().getOut());
        if (changes.isEmpty()) {
            spec.commandLine().getOut().println("no hook of ours is installed here");
        }
        return ExitCode.FINE;
    }
}
