package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.complaint.NothingToScan;
import dev.keyturn.finding.Acceptance;
import dev.keyturn.finding.Scan;
import dev.keyturn.finding.ScanOutcome;
import dev.keyturn.hook.HookMessage;
import dev.keyturn.hook.HookName;
import dev.keyturn.rule.Rules;
import dev.keyturn.source.git.StagedStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * {@code keyturn hook run pre-commit} once more, as short as it can be had: the launcher has asked git what is staged
 * and pipes its answer in. It says and decides the same, without a parser of arguments and without opening the
 * repository.
 */
public final class StagedHook {
    private StagedHook() {}

    /** @param arguments the hook's name, and the file that {@link Rules#writeCertain} wrote, if it has */
    public static void main(String[] arguments) {
        PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
        boolean merge = arguments[0].equals(HookName.PRE_MERGE_COMMIT.fileName());
        Rules rules = arguments.length > 1 ? rules(Path.of(arguments[1])) : Rules.builtInCertain();
        int exit = run(merge ? HookName.PRE_MERGE_COMMIT : HookName.PRE_COMMIT, rules, System.in, err);
        err.flush();
        // An orderly exit looks for a logger to tell it to, which takes longer than the scan.
        Runtime.getRuntime().halt(exit);
    }

    private static Rules rules(Path file) {
        try {
            return Rules.written(file);
        } catch (IOException e) {
            return Rules.builtInCertain();
        }
    }

    static int run(HookName hook, Rules rules, InputStream staged, PrintWriter err) {
        try {
            Scan scan = Scan.ofLittle(rules, Acceptance.ofComments());
            scan.read(new StagedStream(staged));
            ScanOutcome outcome = scan.outcome();
            err.print(new HookMessage(hook).of(outcome));
            return ExitCode.of(outcome, false);
        } catch (NothingToScan nothing) {
            return ExitCode.FINE;
        } catch (Complaint complaint) {
            return Failures.tell(complaint, err);
        }
    }
}
