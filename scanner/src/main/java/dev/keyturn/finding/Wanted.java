package dev.keyturn.finding;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.key.Fingerprint;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.match.Match;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Keys that are looked for by their fingerprints: everything else that looks like a key is passed over. */
public final class Wanted {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-Fa-f]{64}");

    /** Keys of our older format had no set length: so many characters at least. */
    private static final int SHORTEST = 16;

    private final Set<Fingerprint> fingerprints;

    private Wanted(Set<Fingerprint> fingerprints) {
        this.fingerprints = fingerprints;
    }

    /**
     * Reads fingerprints, one a line, SHA-256 in hexadecimal; empty lines and what follows a {@code #} do not count.
     *
     * @param name what a complaint calls the text
     * @throws Complaint if a line is something else, or there is none; it does not repeat the line
     */
    public static Wanted read(String name, List<String> lines) throws Complaint {
        Set<Fingerprint> fingerprints = new LinkedHashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (FINGERPRINT.matcher(line).matches()) {
                fingerprints.add(new Fingerprint(line.toLowerCase(Locale.ROOT)));
            } else if (!line.isEmpty()) {
                throw new Complaint(
                        name + ", line " + (i + 1) + " is no fingerprint",
                        "a fingerprint is the SHA-256 of a key, 64 hexadecimal digits: printf %s \"$KEY\" | sha256sum");
            }
        }
        if (fingerprints.isEmpty()) {
            throw new Complaint(name + " holds no fingerprint", "write one a line: 64 hexadecimal digits each");
        }
        return new Wanted(fingerprints);
    }

    /** What is looked for, in the order of the file. */
    public Set<Fingerprint> fingerprints() {
        return fingerprints;
    }

    /** The match if it is wanted, of a run without end the part that is; else null. */
    @RevealsPlaintext("its fingerprint is compared")
    @Nullable
    Match of(Match match) {
        String secret = match.secret().reveal();
        if (fingerprints.contains(Fingerprint.of(secret))) {
            return match;
        }
        for (int end = match.rule().legacy() ? secret.length() - 1 : 0; end >= SHORTEST; end--) {
            String part = secret.substring(0, end);
            if (fingerprints.contains(Fingerprint.of(part))) {
                return new Match(match.rule(), Secret.of(part), match.lines(), match.ifElsewhere(), match.comment());
            }
        }
        return null;
    }
}
