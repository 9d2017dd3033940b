package dev.keyturn.match;

import dev.keyturn.decode.Escapes;
import dev.keyturn.decode.Runs;
import dev.keyturn.decode.Text;
import dev.keyturn.decode.WideText;
import dev.keyturn.key.Secret;
import dev.keyturn.rule.Allowlist;
import dev.keyturn.rule.Notation;
import dev.keyturn.rule.Reach;
import dev.keyturn.rule.Regex;
import dev.keyturn.rule.Rule;
import dev.keyturn.source.Stretches;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One text under the automaton: collects candidates, judges them, and goes on into what the text encodes. */
final class Pass {
    /** As far as this around a keyword matches are looked for beside stretches; a longer one unsettles its text. */
    static final int SHORT = 320;

    private final Matching matching;
    private final Text text;
    private final Matching.Found out;
    private final List<Candidate> candidates = new ArrayList<>(0);
    private final @Nullable Vicinity[] vicinities;
    private int unescaped;
    /** Whether nothing held in it or in what it encodes. */
    private boolean quiet = true;

    private boolean settled = true;

    Pass(Matching matching, Text text, Matching.Found out) {
        this.matching = matching;
        this.text = text;
        this.out = out;
        this.vicinities = new Vicinity[matching.everywhere().size()];
    }

    /**
     * Searches what touches or adjoins a stretch.
     *
     * @return whether the text is settled
     */
    boolean run(Stretches stretches) {
        Stretches around = matching.aroundOf(stretches, text.length());
        for (int i = 0; i < around.count(); i++) {
            matching.automaton().scan(text.bytes(), around.from(i), around.to(i), this::keyword);
        }
        for (int number = 0; number < vicinities.length; number++) {
            searchVicinity(matching.everywhere().get(number), vicinities[number]);
        }
        judge();
        if (text.decodable()) {
            settled &= !WideText.decode(text, around, this::descend);
            Runs.decode(text, stretches, this::descend);
        }
        return settled;
    }

    private void keyword(int keyword, int start, int end) {
        for (Step step : matching.stepsAt(keyword)) {
            step.at(this, start, end);
        }
    }

    void ownKey(Rule rule, int start) {
        int length = OwnKeys.lengthAt(text.bytes(), start, text.length());
        if (length > 0) {
            candidates.add(Candidate.of(rule, start, start + length));
        }
    }

    void written(Rule rule, int start, int end) {
        add(
                rule,
                rule.detection().notation() == Notation.ADDRESS
                        ? Addresses.find(text.bytes(), start, end, text.length())
                        : Assignments.find(text.bytes(), start, end, text.length()));
    }

    void anchored(Rule rule, int start) {
        settled &= !regex(rule).isLong();
        if (start == 0 || !isWord(text.bytes()[start - 1])) {
            int to = Math.min(text.length(), start + rule.detection().reach().after());
            Regex.Found found =
                    regex(rule).at(text.bytes(), start, to, rule.detection().group());
            if (found != null && (found.end() == text.length() || !isWord(text.bytes()[found.end()]))) {
                add(rule, found);
            }
        }
    }

    void near(Rule rule, int start) {
        Reach reach = rule.detection().reach();
        settled &= Math.max(reach.before(), reach.after()) <= SHORT;
        int from = Math.max(0, start - reach.before());
        int to = Math.min(text.length(), start + reach.after());
        add(rule, regex(rule).find(text.bytes(), from, to, rule.detection().group()));
    }

    /** Takes note of a keyword of a rule that is tried wherever it can match. */
    void mention(int configured) {
        vicinity(configured).mention();
    }

    /** Takes note of an anchor of such a rule. */
    void anchor(int configured, int end) {
        vicinity(configured).anchor(end);
    }

    private Vicinity vicinity(int configured) {
        Vicinity known = vicinities[configured];
        Vicinity vicinity = known == null
                ? new Vicinity(matching.everywhere().get(configured).extent())
                : known;
        vicinities[configured] = vicinity;
        return vicinity;
    }

    private void searchVicinity(Matching.Everywhere configured, @Nullable Vicinity seen) {
        if (seen == null && (!configured.always() || configured.extent() != null)) {
            return;
        }
        Vicinity vicinity = seen == null ? new Vicinity(null) : seen;
        if (configured.always()) {
            vicinity.mention();
        }
        settled &= vicinity.isShort();
        vicinity.parts(
                text.bytes(),
                text.length(),
                (from, to) -> candidates.addAll(new Configured(matching, text).find(configured.rule(), from, to)));
    }

    void unescape(int start, int end) {
        if (text.decodable()) {
            unescaped = Escapes.decode(text, start, unescaped, this::descend);
        }
    }

    void decodeInPhase(int offset) {
        if (offset >= 0 && text.decodable()) {
            Runs.decodeInPhase(text, offset, this::descend);
        }
    }

    private void add(Rule rule, Regex.@Nullable Found found) {
        if (found != null) {
            candidates.add(new Candidate(rule, found));
        }
    }

    /** What is encoded is searched whole, so that nothing in it has to be near a stretch. */
    private void descend(Text inner) {
        Pass pass = new Pass(matching, inner, out);
        pass.run(Stretches.whole(inner.length()));
        quiet &= pass.quiet;
        settled &= quiet;
    }

    private void judge() {
        List<Judged> standing = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            if (Judgement.holds(candidate, text)) {
                quiet = false;
                judge(candidate, standing);
            }
        }
        settled &= quiet;
        for (Judged judged : standing) {
            if (standing.stream().noneMatch(other -> yields(judged.candidate(), other.candidate()))) {
                out.match(judged.match());
            }
        }
    }

    /** A candidate that holds, and the match that it becomes unless another knows better. */
    private record Judged(Candidate candidate, Match match) {}

    private void judge(Candidate candidate, List<Judged> standing) {
        String secret = candidate.secret(text.bytes());
        if (secret.isEmpty()) {
            return;
        }
        List<Allowlist> open = matching.judgement().open(candidate, text, secret);
        if (open == null) {
            out.allowed();
        } else {
            boolean comment = Judgement.allowedByComment(candidate, text);
            long lines = text.linesBefore(candidate.at().start());
            standing.add(new Judged(candidate, new Match(candidate.rule(), Secret.of(secret), lines, open, comment)));
        }
    }

    /** Our own keys are certain, and any rule knows more than a generic one. */
    private boolean yields(Candidate candidate, Candidate other) {
        boolean lower = candidate.rule().rank() < other.rule().rank();
        boolean gitleaks =
                candidate.rule().detection().reach().whole() && !other.rule().own();
        return lower && (gitleaks ? isPartOf(candidate, other) : candidate.overlaps(other));
    }

    /** As gitleaks has it: a secret that starts in the same line has this one in it. */
    private boolean isPartOf(Candidate candidate, Candidate other) {
        return candidate.rule().generic()
                && other.secret(text.bytes()).contains(candidate.secret(text.bytes()))
                && text.linesBefore(candidate.at().start())
                        == text.linesBefore(other.at().start());
    }

    private static Regex regex(Rule rule) {
        Regex regex = rule.detection().regex();
        if (regex == null) {
            throw new IllegalStateException(rule.id() + " has no pattern");
        }
        return regex;
    }

    private static boolean isWord(byte character) {
        return Character.isLetterOrDigit(character);
    }
}
