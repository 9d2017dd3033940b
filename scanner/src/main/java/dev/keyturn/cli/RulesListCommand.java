package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.report.Printable;
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

/** {@code keyturn rules list}. */
@Command(name = "list", description = "Lists the rules that are in force.", mixinStandardHelpOptions = true)
final class RulesListCommand implements Callable<Integer> {
    /** Forms of the list. */
    enum Form {
        TEXT,
        JSON
    }

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "only rules that have each of these words in their id, title, keywords or tags")
    List<String> words = List.of();

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json; text by default")
    Form format = Form.TEXT;

    @Option(names = "--rules", paramLabel = "FILE", description = "with the rules of this file, in keyturn's own form")
    @Nullable
    Path file;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Complaint {
        Rules rules = file == null ? Rules.builtIn() : Rules.builtIn().and(file);
        List<Rule> listed = rules.rules().stream()
                .filter(rule -> words.stream().allMatch(rule::mentions))
                .toList();
        if (listed.isEmpty()) {
            throw new Complaint(
                    "no rule has " + Printable.of(String.join(" and ", words)) + " in its id, title, keywords or tags",
                    "list them all with: keyturn rules list");
        }
        spec.commandLine().getOut().print(format == Form.JSON ? RuleList.json(listed) : RuleList.text(listed));
        spec.commandLine().getOut().flush();
        return ExitCode.FINE;
    }
}
