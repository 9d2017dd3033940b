package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.proof.BrokenProofException;
import dev.keyturn.proof.ProofKeys;
import dev.keyturn.report.Printable;
import dev.keyturn.wire.Receipt;
import dev.keyturn.wire.WireJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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

/** {@code keyturn receipt verify}: 0 if the api made the receipt as it stands there, 1 if not, 2 if it is none. */
@Command(
        name = "verify",
        description = {
            "Says whether a receipt is the one that the api signed, and what it says. Needs no network.",
            "Exit code 0 if it is, 1 if it is not."
        },
        mixinStandardHelpOptions = true)
final class ReceiptVerifyCommand implements Callable<Integer> {
    private static final int NOT_PROVEN = 1;

    @Parameters(
            paramLabel = "FILE",
            description =
                    "the receipt, as DELETE /v1/keys/ID or GET /v1/keys/ID/receipt answers it, or its proof alone")
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
        String text = read(file);
        Receipt given = text.strip().startsWith("{") ? parse(text, Receipt.class, file) : null;
        ProofKeys trusted = parse(read(keys), ProofKeys.class, keys);
        PrintWriter out = spec.commandLine().getOut();
        try {
            tell(out, proven(given, given == null ? text : given.proof(), trusted));
            return ExitCode.FINE;
        } catch (BrokenProofException e) {
            out.println("not proven: " + e.getMessage());
            return NOT_PROVEN;
        }
    }

    private Receipt proven(@Nullable Receipt given, @Nullable String proof, ProofKeys trusted)
            throws BrokenProofException, Complaint {
        if (proof == null) {
            throw new Complaint(file + " has no proof", "get it again: GET /v1/keys/ID/receipt gives one");
        }
        Receipt stated = parse(new String(trusted.check(proof), StandardCharsets.UTF_8), Receipt.class, file);
        if (given != null && !stated.equals(given.with(null))) {
            throw new BrokenProofException("what it says is not what was signed");
        }
        return stated;
    }

    private static void tell(PrintWriter out, Receipt receipt) {
        out.println("proven: key " + receipt.keyId() + " was revoked at " + receipt.revokedAt() + ", epoch "
                + receipt.epoch());
        for (Receipt.Replica replica : receipt.replicas()) {
            out.println("  replica " + Printable.of(replica.id())
                    + (replica.acknowledgedAt() == null
                            ? " was silent; it could accept nothing from " + replica.leaseEndedAt() + " on"
                            : " refused it from " + replica.acknowledgedAt() + " on"));
        }
    }

    private static String read(Path file) throws Complaint {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Complaint(file + " cannot be read", "give a file that exists and is readable");
        }
    }

    private static <T> T parse(String text, Class<T> type, Path file) throws Complaint {
        try {
            return WireJson.mapper().readValue(text, type);
        } catch (JacksonException e) {
            throw new Complaint(
                    file + " holds something else", "see keyturn receipt verify --help for what belongs there");
        }
    }
}
