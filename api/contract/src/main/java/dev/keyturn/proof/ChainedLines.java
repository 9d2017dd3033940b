package dev.keyturn.proof;

import dev.keyturn.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An audit trail as lines of JSON: each names in {@code previous} the SHA-256 of the line before, as it stands there, and
 * the last line says how many there are and signs the hash of the last entry. Lines are read one after the other.
 */
public final class ChainedLines {
    /** What stands in the place of the hash before the first line. */
    public static final String START = "0".repeat(64);

    private String head = START;
    private long entries;
    private @Nullable Seal seal;
    private @Nullable String first;
    private @Nullable String last;

    /**
     * The last line.
     *
     * @param entries how many stand before it
     * @param head the hash of the last of them
     * @param proof {@link Head} of these, signed
     */
    public record Seal(long entries, String head, String proof) {}

    /** What the api states of a chain. */
    public record Head(String tenant, long entries, String head) {}

    /** SHA-256 of a line without its line feed, hex. */
    public static String hash(String line) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(line.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Reads the next line.
     *
     * @throws BrokenProofException if it does not follow the line before
     */
    public void read(String line) throws BrokenProofException {
        if (seal != null) {
            throw new BrokenProofException("something stands after the last line");
        }
        JsonNode json = parse(line);
        if (json.has("proof")) {
            end(WireJson.mapper().treeToValue(json, Seal.class));
            return;
        }
        if (!head.equals(json.path("previous").asString(""))) {
            throw new BrokenProofException("entry " + (entries + 1)
                    + " does not follow the one before it: one of them was changed, or one between them taken out");
        }
        head = hash(line);
        entries++;
        last = json.path("at").asString("");
        first = first == null ? last : first;
    }

    private JsonNode parse(String line) throws BrokenProofException {
        try {
            return WireJson.mapper().readTree(line);
        } catch (JacksonException e) {
            throw new BrokenProofException("line " + (entries + 1) + " is damaged");
        }
    }

    private void end(Seal given) throws BrokenProofException {
        if (given.entries() != entries || !head.equals(given.head())) {
            throw new BrokenProofException("entries are missing at the end: " + given.entries() + " are announced and "
                    + entries + " are there");
        }
        seal = given;
    }

    /**
     * What the api has signed of these lines.
     *
     * @throws BrokenProofException if it has not
     */
    public Head check(ProofKeys trusted) throws BrokenProofException {
        Seal given = seal;
        if (given == null) {
            throw new BrokenProofException("the last line is missing: the file is cut");
        }
        Head stated = WireJson.mapper().readValue(trusted.check(given.proof()), Head.class);
        if (stated.entries() != entries || !stated.head().equals(head)) {
            throw new BrokenProofException("the signature is of another trail");
        }
        return stated;
    }

    /** How many entries were read. */
    public long entries() {
        return entries;
    }

    /** The time of the first entry and of the last; absent if there is none. */
    public @Nullable String span() {
        return first == null ? null : first + " to " + last;
    }
}
