package dev.keyturn.match;

import dev.keyturn.decode.Base85;
import dev.keyturn.decode.Dumps;
import dev.keyturn.decode.Escapes;
import dev.keyturn.decode.Joints;
import dev.keyturn.decode.KeyPieces;
import dev.keyturn.decode.Mailed;
import dev.keyturn.decode.Numbers;
import dev.keyturn.decode.Runs;
import dev.keyturn.decode.Text;
import dev.keyturn.decode.WideText;
import dev.keyturn.key.Secret;
import dev.keyturn.pack.Stretches;
import dev.keyturn.regex.Span;
import dev.keyturn.regex.Trail;
import dev.keyturn.rule.Allowlist;
import dev.keyturn.rule.Notation;
import dev.keyturn.rule.Reach;
import dev.keyturn.rule.Regex;
import dev.keyturn.rule.Rule;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One text under the automaton: collects candidates, judges them, and goes on into what the text encodes. */
final class Pass {
    /** So many bytes decide whether a match starts at a keyword; where more are needed, the text is not settled. */
    static final int SHORT = 256;

    /** The furthest from a keyword that a match beside a stretch is looked for. */
    static final int FURTHEST = 512;

    /** The longest match in bytes. */
    private static final int LONGEST = 1 << 14;

    private final Matching matching;
    private final Text text;
    private final Stretches open;
    private final Matching.Found out;
    private final List<Candidate> candidates = new ArrayList<>(0);
    private final @Nullable Vicinity[] vicinities;
    private final Map<Rule, Trail> trails = new IdentityHashMap<>(0);
    private int unescaped;
    private int dumped;
    private int mailed;
    private int joined;

    /** Where the keyword stands at which something is decoded. */
    private int trigger;

    /** Whether nothing held in it or in what it encodes. */
    private boolean quiet = true;

    /** @param open takes what is to be searched again in other texts that have it from this one */
    Pass(Matching matching, Text text, Stretches open, Matching.Found out) {
        this.matching = matching;
        this.text = text;
        this.open = open;
        this.out = out;
        this.vicinities = new Vicinity[matching.everywhere().size()];
    }

    /** Searches what touches or adjoins a stretch. */
    void run(Stretches stretches) {
        Stretches around = matching.aroundOf(stretches, text.length());
        for (int i = 0; i < around.count(); i++) {
            matching.automaton().scan(text.bytes(), around.from(i), around.to(i), this::keyword);
            matching.namedKeys().search(this, text.bytes(), around.from(i), around.to(i));
        }
        for (int number = 0; number < vicinities.length; number++) {
            searchVicinity(matching.everywhere().get(number), vicinities[number]);
        }
        judge();
        if (text.decodable()) {
            if (WideText.decode(text, around, this::descend)) {
                openAll();
            }
            Runs.decode(text, stretches, this::descendThere);
            Base85.decode(text, stretches, this::descendThere);
        }
    }

    private void openAll() {
        open.cover(0, text.length());
    }

    private void keyword(int keyword, int start, int end) {
        trigger = start;
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
        Regex.Found found = rule.detection().notation() == Notation.ADDRESS
                ? Addresses.find(text.bytes(), start, end, text.length())
                : Assignments.find(text.bytes(), start, end, text.length());
        if (found != null) {
            candidates.add(new Candidate(rule, found));
        }
    }

    void anchored(Rule rule, int start) {
        if (start == 0 || !isWord(text.bytes()[start - 1])) {
            int end = end(rule, start);
            if (end >= 0 && (end == text.length() || !isWord(text.bytes()[end]))) {
                candidates.add(new Candidate(
                        rule,
                        regex(rule).found(span(start, end), rule.detection().group())));
            }
        }
    }

    private int end(Rule rule, int start) {
        Regex regex = regex(rule);
        int end = regex.end(span(start, start + SHORT));
        if (end != Regex.OPEN) {
            return end;
        }
        end = regex.longEnd(span(start, text.length()), trails.computeIfAbsent(rule, key -> new Trail()));
        boolean tooLong = end == Regex.NONE || end - start > LONGEST;
        open.include(start, tooLong ? Math.min(text.length(), start + LONGEST) : end);
        return tooLong ? Regex.NONE : end;
    }

    /** Takes every match near a keyword, one after the other. */
    void near(Rule rule, int start) {
        Reach reach = rule.detection().reach();
        Span part = span(start - reach.before(), start + reach.after());
        if (Math.max(reach.before(), reach.after()) > FURTHEST) {
            open.include(part.from(), part.to());
        }
        Regex.Found found = regex(rule).find(part, rule.detection().group());
        while (found != null) {
            candidates.add(new Candidate(rule, found));
            Span left = span(Math.max(found.end(), found.start() + 1), part.to());
            found = left.from() < left.to()
                    ? regex(rule).find(left, rule.detection().group())
                    : null;
        }
    }

    private Span span(int from, int to) {
        return new Span(text.bytes(), Math.max(0, from), Math.min(text.length(), to), text.length());
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
        if (!configured.isLocal() || !vicinity.isShort()) {
            openAll();
        }
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

    void joinStrings(int start, int end) {
        if (text.decodable()) {
            int before = joined;
            joined = Joints.decode(text, start, joined, this::descend);
            openIfLong(start, joined == before ? start : joined);
        }
    }

    void joinKey(int start, int end) {
        if (text.decodable()) {
            openIfLong(start, start + KeyPieces.decode(text, start, this::descend));
        }
    }

    void decodeNumbers(int start, int end) {
        if (text.decodable()) {
            openIfLong(start, start + Numbers.decode(text, start, this::descend));
        }
    }

    void decodeDump(int start, int end) {
        if (text.decodable()) {
            int before = dumped;
            dumped = Dumps.decode(text, start, dumped, this::descend);
            if (dumped > before) {
                open.include(start, dumped);
            }
        }
    }

    void decodeMailed(int start, int end) {
        if (text.decodable()) {
            int before = mailed;
            mailed = Mailed.decode(text, start, mailed, this::descend);
            if (mailed > before) {
                open.include(start, mailed);
            }
        }
    }

    /** Where a look from a keyword went on for long, something new can be far from the keyword and yet change it. */
    private void openIfLong(int from, int to) {
        if (to - from > SHORT) {
            open.include(from, Math.min(to, text.length()));
        }
    }

    void decodeInPhase(int offset) {
        if (offset >= 0 && text.decodable()) {
            Runs.decodeInPhase(text, offset, this::descend);
        }
    }

    /** Goes into what is encoded at the keyword. */
    private void descend(Text inner) {
        descend(inner, trigger);
    }

    /** Goes into what is encoded in a run that is found from any of its bytes. */
    private void descendThere(Text inner) {
        descend(inner, inner.start());
    }

    /** What is encoded is searched whole, so that nothing in it has to be near a stretch. */
    private void descend(Text inner, int found) {
        Pass pass = new Pass(matching, inner, new Stretches(), out);
        pass.run(Stretches.whole(inner.length()));
        if (!pass.quiet) {
            quiet = false;
            open.include(found, Math.min(found + 1, text.length()));
        }
    }

    private void judge() {
        List<Judged> standing = new ArrayList<>(candidates.size());
        Candidate before = null;
        candidates.sort(Candidate.ORDER);
        for (Candidate candidate : candidates) {
            if (before == null || !candidate.isAgain(before)) {
                judge(candidate, standing);
            }
            before = candidate;
        }
        boolean[] yielding = yielding(standing);
        for (int i = 0; i < yielding.length; i++) {
            if (yielding[i]) {
                explain(standing.get(i).candidate(), Verdict.dropped("a rule that knows more found it too"));
            } else {
                out.match(standing.get(i).match());
            }
        }
    }

    /** Which of some candidates, in their order, give way to one near them. */
    private boolean[] yielding(List<Judged> standing) {
        boolean[] yielding = new boolean[standing.size()];
        for (int i = 0; i < yielding.length; i++) {
            Candidate one = standing.get(i).candidate();
            for (int j = i + 1; j < yielding.length && isNear(one, standing.get(j)); j++) {
                Candidate other = standing.get(j).candidate();
                yielding[i] |= yields(one, other);
                yielding[j] |= yields(other, one);
            }
        }
        return yielding;
    }

    /** Whether two that follow one another overlap, or one could be part of the other as gitleaks has it. */
    private boolean isNear(Candidate one, Judged next) {
        Candidate other = next.candidate();
        boolean configured = one.rule().detection().reach().whole()
                || other.rule().detection().reach().whole();
        return one.overlaps(other)
                || configured
                        && text.linesBefore(one.at().start())
                                == text.linesBefore(other.at().start());
    }

    /** A candidate that holds, and the match that it becomes unless another knows better. */
    private record Judged(Candidate candidate, Match match) {}

    private void explain(Candidate candidate, Verdict verdict) {
        if (out.asksWhy()) {
            Secret secret = Secret.of(candidate.secret(text.bytes()));
            long lines = text.linesBefore(candidate.at().start());
            out.weighed(new Weighed(
                    candidate.rule(),
                    secret,
                    lines,
                    verdict.kept(),
                    verdict.why().get()));
        }
    }

    private void judge(Candidate candidate, List<Judged> standing) {
        Verdict verdict = Judgement.verdict(candidate, text);
        explain(candidate, verdict);
        if (verdict.kept()) {
            quiet = false;
            open.include(candidate.at().start(), candidate.at().end());
            admit(candidate, standing);
        }
    }

    private void admit(Candidate candidate, List<Judged> standing) {
        String secret = candidate.secret(text.bytes());
        if (secret.isEmpty()) {
            return;
        }
        List<Allowlist> open = matching.judgement().open(candidate, text, secret);
        if (open == null) {
            out.allowed();
            explain(candidate, Verdict.dropped("an allow-list allows it"));
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
