package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.hook.HookInstaller;
import dev.keyturn.hook.HookInstaller.Change;
import dev.keyturn.hook.HookName;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which hooks of which repository. */
final class HookOptions {
    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "pre-commit, commit-msg, pre-push, pre-receive, update")
    List<String> names = new ArrayList<>();

    @Option(names = "--repo", paramLabel = "PATH", description = "any directory in the repository; this one by default")
    Path repository = Path.of("");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this")
    boolean help;

    HookInstaller installer(Surroundings surroundings) throws Complaint {
        return new HookInstaller(repository.toAbsolutePath(), surroundings.environment());
    }

    /** The hooks that were named, or others if none was. */
    Set<HookName> namesOr(Set<HookName> otherwise) throws Complaint {
        Set<HookName> chosen = EnumSet.noneOf(HookName.class);
        for (String name : names) {
            chosen.add(name(name));
        }
        return chosen.isEmpty() ? otherwise : chosen;
    }

    static HookName name(String name) throws Complaint {
        return HookName.of(name)
                .orElseThrow(() -> new Complaint("there is no hook '" + name + "' here", "take one of " + all()));
    }

    private static String all() {
        return Stream.of(HookName.values()).map(HookName::fileName).collect(Collectors.joining(", "));
    }

    static void tell(List<Change> changes, PrintWriter out) {
        changes.forEach(change -> out.println(change.path() + ": " + change.what()));
        Set<String> remarks = new LinkedHashSet<>();
        changes.stream().map(Change::remark).filter(remark -> !remark.isEmpty()).forEach(remarks::add);
        remarks.forEach(remark -> out.println("  " + remark));
    }
}
