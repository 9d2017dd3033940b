package dev.keyturn.cli;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.key.ApiKey;
import dev.keyturn.key.MalformedKeyException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code keyturn key check}: the candidate is never an argument, since every user of a machine sees arguments. */
@Command(
        name = "check",
        description = {
            "Says whether the first line of a file, or of what is piped in, is a key of our format.",
            "Works offline: it knows what a key looks like, not which keys an api has issued.",
            "Exit code 0 if it is one, 1 if not."
        },
        mixinStandardHelpOptions = true)
final class KeyCheckCommand implements Callable<Integer> {
    private static final int NOT_A_KEY = 1;
    private static final int LONGEST_LINE = 4096;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "where the candidate stands; standard input by default. Never the candidate itself.")
    @Nullable
    String file;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Complaint {
        String candidate = candidate();
        PrintWriter out = spec.commandLine().getOut();
        try {
            tell(out, ApiKey.parse(candidate));
            return ExitCode.FINE;
        } catch (MalformedKeyException e) {
            out.println("not a key: " + e.getMessage());
            return NOT_A_KEY;
        }
    }

    private static void tell(PrintWriter out, ApiKey key) {
        out.println("valid: the format and the checksum are right");
        out.println("  hint         " + key.hint());
        out.println("  environment  " + key.tag());
        out.println("  fingerprint  " + key.fingerprint());
    }

    private String candidate() throws Complaint {
        try (InputStream input = open()) {
            String line = firstLine(new InputStreamReader(input, StandardCharsets.ISO_8859_1));
            if (line.isEmpty()) {
                throw new Complaint(
                        "there was nothing to check", "pipe the candidate in, or give a file that holds it");
            }
            return line;
        } catch (IOException e) {
            throw new Complaint("the candidate cannot be read", "give a file that exists and is readable");
        }
    }

    private InputStream open() throws IOException, Complaint {
        if (file == null) {
            return Surroundings.of(spec).input();
        }
        if (file.startsWith(ApiKey.PREFIX) && !Files.exists(Path.of(file))) {
            throw new Complaint(
                    "that looks like a key, and as an argument everybody on this machine can see it, and the shell keeps it",
                    "treat it as leaked if it is real; pipe the candidate in, or give a file that holds it");
        }
        return Files.newInputStream(Path.of(file));
    }

    private static String firstLine(InputStreamReader input) throws IOException {
        StringBuilder line = new StringBuilder();
        try (BufferedReader reader = new BufferedReader(input)) {
            for (int c = reader.read(); c >= 0 && line.length() < LONGEST_LINE; c = reader.read()) {
                if (c == '\n' && !line.toString().isBlank()) {
                    break;
                }
                line.append((char) c);
            }
        }
        return line.toString().strip();
    }
}
