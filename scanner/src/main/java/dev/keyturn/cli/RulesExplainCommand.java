package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.report.RuleList;
import dev.keyturn.rule.Rule;
import dev.keyturn.rule.Rules;
import java.nio.file.Path;
import java.util.List;
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
    private static final int MOST = 8;

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
        Rule rule = rules.called(id).orElseThrow(() -> unknown(rules));
        spec.commandLine().getOut().print(RuleList.explained(rule));
        spec.commandLine().getOut().flush();
        return ExitCode.FINE;
    }

    private Complaint unknown(Rules rules) {
        List<String> like = rules.rules().stream()
                .filter(rule -> rule.mentions(id))
                .map(Rule::id)
                .limit(MOST)
                .toList();
        String advice = like.isEmpty() ? "see keyturn rules list" : "perhaps " + String.join(", ", like);
        return new Complaint("there is no rule '" + id + "'", advice);
    }
}
