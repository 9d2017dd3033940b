package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.match.Rehearsal;
import dev.keyturn.rule.Rule;
import dev.keyturn.rule.Rules;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keyturn rules test}. */
@Command(
        name = "test",
        description = "Tries every rule on its own examples; exit 1 if one finds too little or too much.",
        mixinStandardHelpOptions = true)
final class RulesTestCommand implements Callable<Integer> {
    private static final int DRAWN = 10;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "rules in keyturn's own form; the built-in ones if none")
    @Nullable
    Path file;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "what examples are drawn from; random by default")
    long seed = System.nanoTime();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Complaint {
        Rules rules = file == null ? Rules.builtIn() : Rules.builtIn().and(file);
        List<Rule> tried = file == null ? rules.rules() : Rules.read(file);
        Rehearsal rehearsal = new Rehearsal(rules, seed);
        PrintWriter out = spec.commandLine().getOut();
        int wrong = 0;
        for (Rule rule : tried) {
            List<String> faults = rule.own() ? List.of() : rehearsal.of(rule, DRAWN);
            faults.forEach(fault -> out.println(rule.id() + " " + fault));
            wrong += faults.isEmpty() ? 0 : 1;
        }
        out.printf("%,d rules tried, %,d wrong (--seed %d)%n", tried.size(), wrong, seed);
        out.flush();
        return wrong == 0 ? ExitCode.FINE : ExitCode.FINDINGS;
    }
}
