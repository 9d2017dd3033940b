package dev.keyturn.match;

import dev.keyturn.decode.Text;
import dev.keyturn.rule.Allowlist;
import dev.keyturn.rule.Detection;
import dev.keyturn.rule.Proof;
import dev.keyturn.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether what fits a rule's shape is a secret, and whether somebody has allowed it. */
final class Judgement {
    private static final String[] ALLOW = {"keyturn:allow", "gitleaks:allow"};

    private final List<Allowlist> common;

    /** @param common allow-lists for every rule */
    Judgement(List<Allowlist> common) {
        this.common = common;
    }

    /** Whether a candidate passes its rule's conditions on the string itself and on what stands around it. */
    static boolean holds(Candidate candidate, Text text) {
        return verdict(candidate, text).kept();
    }

    /** The same with the reason. */
    static Verdict verdict(Candidate candidate, Text text) {
        Rule rule = candidate.rule();
        Detection detection = rule.detection();
        String secret = candidate.secret(text.bytes());
        if (rule.own()) {
            return Verdict.kept("its checksum fits");
        }
        return switch (detection.notation()) {
            case ASSIGNMENT -> Guess.assignment(candidate, text);
            case ADDRESS -> Guess.address(secret, candidate.match(text.bytes()));
            case EXPRESSION -> shaped(candidate, secret, text);
        };
    }

    private static Verdict shaped(Candidate candidate, String secret, Text text) {
        Detection detection = candidate.rule().detection();
        if (detection.entropy() > 0 && Entropy.of(secret) <= detection.entropy()) {
            return Verdict.dropped("its entropy is not above " + detection.entropy());
        }
        if (!detection.proof().holds(secret)) {
            return Verdict.dropped("it fails the proof " + detection.proof().word());
        }
        if (!Surrounding.has(detection.near(), candidate.at(), text)) {
            return Verdict.dropped("none of the words that it needs is near");
        }
        boolean judged = detection.reach().whole() || detection.proof().isDecisive();
        return !judged && Placeholders.looksLike(secret)
                ? Verdict.dropped("it says itself that it is a placeholder")
                : Verdict.kept(
                        detection.proof() == Proof.NONE
                                ? "its shape fits"
                                : "it proves itself by " + detection.proof().word());
    }

    /**
     * What is still to be asked of the place, or null if the text alone has it allowed already. Keys of our own format
     * are allowed by a comment only: their checksum leaves nothing to doubt.
     */
    @Nullable
    List<Allowlist> open(Candidate candidate, Text text, String secret) {
        int start = candidate.at().start();
        if (allowedByComment(text.root(), text.linesBefore(start))) {
            return null;
        }
        if (candidate.rule().own()) {
            return List.of();
        }
        String match = candidate.match(text.bytes());
        String line = lineOf(text.bytes(), text.length(), start, candidate.at().end());
        List<Allowlist> lists = new java.util.ArrayList<>();
        for (Allowlist list : candidate.rule().detection().allowlists()) {
            lists.add(list);
        }
        lists.addAll(common);
        lists.removeIf(list -> list.all() && list.judgesText() && !list.allowsText(secret, match, line));
        boolean allowed = lists.stream()
                .filter(list -> !list.all() || list.textOnly())
                .anyMatch(list -> list.judgesText() && list.allowsText(secret, match, line));
        return allowed ? null : lists.stream().filter(list -> !list.textOnly()).toList();
    }

    private static boolean allowedByComment(Text root, long line) {
        String words = lineNumbered(root.bytes(), root.length(), line);
        for (String allow : ALLOW) {
            if (words.contains(allow)) {
                return true;
            }
        }
        return false;
    }

    private static String lineNumbered(byte[] bytes, int length, long line) {
        int at = 0;
        for (long i = 0; i < line && at < length; i++) {
            while (at < length && bytes[at] != '\n') {
                at++;
            }
            at++;
        }
        return at < length ? lineOf(bytes, length, at, at) : "";
    }

    private static String lineOf(byte[] bytes, int length, int start, int end) {
        int from = Math.min(start, length);
        while (from > 0 && bytes[from - 1] != '\n') {
            from--;
        }
        int to = Math.min(end, length);
        while (to < length && bytes[to] != '\n') {
            to++;
        }
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
