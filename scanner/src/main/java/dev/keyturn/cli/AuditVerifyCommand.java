package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.proof.BrokenProofException;
import dev.keyturn.proof.ChainedLines;
import dev.keyturn.proof.ProofKeys;
import dev.keyturn.wire.WireJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;

/** {@code keyturn audit verify}: 0 if the trail is whole and as it was written, 1 if not, 2 if it cannot be read. */
@Command(
        name = "verify",
        description = {
            "Says whether an audit trail is whole: no entry changed, taken out, put in or moved. Needs no network.",
            "Exit code 0 if it is, 1 if it is not."
        },
        mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {
    private static final int BROKEN = 1;

    @Parameters(paramLabel = "FILE", description = "the trail, as GET /v1/audit/export answers it")
    Path file = Path.of("");

    @Option(
            names = "--keys",
            paramLabel = "FILE",
            required = true,
            description = "the api's public keys, kept from GET /v1/receipt-keys while you trusted it")
    Path keys = Path.of("");

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Complaint {
        PrintWriter out = spec.commandLine().getOut();
        ProofKeys trusted = keys();
        ChainedLines lines = new ChainedLines();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (@Nullable String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.read(line);
            }
            ChainedLines.Head head = lines.check(trusted);
            out.println("whole: " + lines.entries() + " entries of tenant " + head.tenant()
                    + (lines.span() == null ? "" : ", " + lines.span()) + ", head " + head.head());
            return ExitCode.FINE;
        } catch (BrokenProofException e) {
            out.println("broken: " + e.getMessage());
            return BROKEN;
        } catch (IOException e) {
            throw new Complaint(file + " cannot be read", "give what GET /v1/audit/export has answered");
        }
    }

    private ProofKeys keys() throws Complaint {
        try {
            return WireJson.mapper().readValue(Files.readString(keys), ProofKeys.class);
        } catch (IOException | JacksonException e) {
            throw new Complaint(keys + " holds no public keys", "keep what GET /v1/receipt-keys answers");
        }
    }
}
