package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.report.RuleList;
import dev.keyturn.rule.Rule;
import dev.keyturn.rule.Rules;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keyturn rules explain}. */
@Command(
        name = "explain",
        description = "Says what a rule finds, how dangerous that is, how it is told, and how to revoke it.",
        mixinStandardHelpOptions = true)
final class RulesExplainCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "id of a rule, as findings have it, or an alias")
    String id = "";

    @Option(names = "--rules", paramLabel = "FILE", description = "with the rules of this file, in keyturn's own form")
    @Nullable
    Path file;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Complaint {
        Rules rules = file == null ? Rules.builtIn() : Rules.builtIn().and(file);
        Rule rule = rules.called(id)
                .orElseThrow(() -> new Complaint("there is no rule '" + id + "'", "see keyturn rules list"));
        spec.commandLine().getOut().print(RuleList.explained(rule));
        spec.commandLine().getOut().flush();
        return ExitCode.FINE;
    }
}
