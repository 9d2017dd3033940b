package dev.keyturn.match;

import dev.keyturn.decode.Text;
import dev.keyturn.rule.Allowlist;
import dev.keyturn.rule.Detection;
import dev.keyturn.rule.Proof;
import dev.keyturn.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides whether what fits a rule's shape is a secret, and whether somebody has allowed it. */
final class Judgement {
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
        if (rule.wanted()) {
            return Verdict.kept("its fingerprint decides");
        }
        if (rule.own()) {
            return Verdict.kept("its checksum fits");
        }
        return switch (detection.notation()) {
            case ASSIGNMENT ->
                isCut(candidate, text) ? Verdict.dropped("it is cut off by dots") : Guess.assignment(candidate, text);
            case ADDRESS -> Guess.address(secret, candidate.match(text.bytes()));
            case EXPRESSION, NAMED -> shaped(candidate, secret, text);
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
        if (!detection.reach().whole() && isCut(candidate, text)) {
            return Verdict.dropped("it is cut off by dots");
        }
        if (!Surrounding.has(detection.near(), candidate.at(), text)) {
            return Verdict.dropped("none of the words that it needs is near");
        }
        String match = candidate.match(text.bytes());
        if (!detection.reach().whole() && isAddress(secret, match)) {
            Verdict verdict = Guess.address(secret, match);
            if (!verdict.kept()) {
                return verdict;
            }
        }
        boolean judged = detection.reach().whole() || detection.proof().isDecisive();
        return !judged && Placeholders.looksLike(secret)
                ? Verdict.dropped("it says itself that it is a placeholder")
                : Verdict.kept(
                        detection.proof() == Proof.NONE
                                ? "its shape fits"
                                : "it proves itself by " + detection.proof().word());
    }

    /** Whether a secret is the password in {@code scheme://user:password@host}. */
    private static boolean isAddress(String secret, String match) {
        int scheme = match.indexOf("://");
        return scheme >= 0 && match.indexOf(":" + secret + "@", scheme + 3) >= 0;
    }

    /** Whether somebody left out the rest: {@code eyJhbGci...}. */
    private static boolean isCut(Candidate candidate, Text text) {
        int end = candidate.at().groupEnd();
        byte[] bytes = text.bytes();
        return end + 1 < text.length() && bytes[end] == '.' && bytes[end + 1] == '.';
    }

    /**
     * What is still to be asked of the place, or null if the text alone has it allowed already. No list allows keys of
     * our own format: their checksum leaves nothing to doubt.
     */
    @Nullable
    List<Allowlist> open(Candidate candidate, Text text, String secret) {
        boolean certain = candidate.rule().wanted() || candidate.rule().own();
        if (certain
                || common.isEmpty() && candidate.rule().detection().allowlists().isEmpty()) {
            return List.of();
        }
        String match = candidate.match(text.bytes());
        List<Allowlist> lists = new ArrayList<>(common);
        lists.addAll(candidate.rule().detection().allowlists());
        String line = lists.stream().anyMatch(list -> list.target() == Allowlist.Target.LINE)
                ? lineOf(text, candidate.at().start(), candidate.at().end())
                : "";
        lists.removeIf(list -> list.all() && list.judgesText() && !list.allowsText(secret, match, line));
        boolean allowed = lists.stream()
                .filter(list -> !list.all() || list.textOnly())
                .anyMatch(list -> list.judgesText() && list.allowsText(secret, match, line));
        return allowed ? null : lists.stream().filter(list -> !list.textOnly()).toList();
    }

    /** Whether a comment that allows it stands in a line of the piece that the candidate touches. */
    static boolean allowedByComment(Candidate candidate, Text text) {
        return text.allows(candidate.at().start(), candidate.at().end());
    }

    private static String lineOf(Text text, int start, int end) {
        byte[] bytes = text.bytes();
        int from = Math.min(start, text.length());
        while (from > 0 && bytes[from - 1] != '\n') {
            from--;
        }
        int to = Math.min(end, text.length());
        while (to < text.length() && bytes[to] != '\n') {
            to++;
        }
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
