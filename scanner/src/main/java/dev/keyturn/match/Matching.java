package dev.keyturn.match;

import dev.keyturn.decode.Dumps;
import dev.keyturn.decode.Escapes;
import dev.keyturn.decode.Joints;
import dev.keyturn.decode.KeyPieces;
import dev.keyturn.decode.Mailed;
import dev.keyturn.decode.Numbers;
import dev.keyturn.decode.Text;
import dev.keyturn.key.ApiKey;
import dev.keyturn.pack.Stretches;
import dev.keyturn.rule.Detection;
import dev.keyturn.rule.Extent;
import dev.keyturn.rule.Rule;
import dev.keyturn.rule.Rules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All rules made ready: one automaton over their keywords, and what to do at each. Used by any thread. */
public final class Matching {
    private final Automaton automaton;
    private final List<List<Step>> steps;
    private final NamedKeys namedKeys;
    private final List<Everywhere> everywhere = new ArrayList<>();
    private final Judgement judgement;
    private final PathRules paths;
    private final Map<String, Rule> byId = new HashMap<>();
    private final List<Detection> detections;
    private volatile @Nullable Around around;

    /** @param rules at least one */
    public Matching(Rules rules) {
        this(rules, Automaton::of);
    }

    /** The same, ready sooner and a little slower, for a few files. */
    public static Matching forLittle(Rules rules) {
        return new Matching(rules, Automaton::forLittle);
    }

    private Matching(Rules rules, Function<List<String>, Automaton> automatonOf) {
        Map<String, List<Step>> byKeyword = new LinkedHashMap<>();
        for (Rule rule : rules.rules()) {
            byId.put(rule.id(), rule);
            if (Step.isNeeded(rule) && rule.detection().reach().whole()) {
                configured(rule, byKeyword);
            } else if (Step.isNeeded(rule) && !NamedKeys.isOne(rule)) {
                Step step = Step.confirming(rule);
                rule.detection().keywords().forEach(keyword -> add(byKeyword, keyword, step));
            }
        }
        Escapes.TRIGGERS.forEach(trigger -> add(byKeyword, trigger, Pass::unescape));
        Joints.TRIGGERS.forEach(trigger -> add(byKeyword, trigger, Pass::joinStrings));
        KeyPieces.ANCHORS.forEach(anchor -> add(byKeyword, anchor, Pass::joinKey));
        Numbers.TRIGGERS.forEach(trigger -> add(byKeyword, trigger, Pass::decodeNumbers));
        Dumps.TRIGGERS.forEach(trigger -> add(byKeyword, trigger, Pass::decodeDump));
        Mailed.TRIGGERS.forEach(trigger -> add(byKeyword, trigger, Pass::decodeMailed));
        for (int phase = 0; phase < 3; phase++) {
            addEncodedPrefix(byKeyword, phase);
        }
        namedKeys =
                new NamedKeys(rules.rules().stream().filter(NamedKeys::isOne).toList());
        automaton = automatonOf.apply(List.copyOf(byKeyword.keySet()));
        steps = List.copyOf(byKeyword.values());
        paths = new PathRules(rules.rules(), rules.allowlists());
        judgement = new Judgement(rules.allowlists());
        detections = rules.rules().stream().map(Rule::detection).toList();
    }

    /**
     * A rule that is tried wherever in a text it can match.
     *
     * @param rule the rule
     * @param extent how near to its anchors that is; null if it can be anywhere
     */
    record Everywhere(Rule rule, @Nullable Extent extent) {
        boolean always() {
            return rule.detection().keywords().isEmpty();
        }

        /** Whether nothing but an anchor makes it match. */
        boolean isLocal() {
            return extent != null
                    && rule.detection().company().companions().isEmpty()
                    && (always() || extent.anchors().equals(rule.detection().keywords()));
        }
    }

    private void configured(Rule rule, Map<String, List<Step>> byKeyword) {
        int number = everywhere.size();
        Extent extent = rule.detection().extent().orElse(null);
        everywhere.add(new Everywhere(rule, extent));
        rule.detection().keywords().forEach(keyword -> add(byKeyword, keyword, Step.mentioning(number)));
        if (extent != null) {
            extent.anchors().forEach(anchor -> add(byKeyword, anchor, Step.anchoring(number)));
        }
    }

    /** Finds every secret in {@code bytes[0, length)} and in what they encode. */
    public void match(byte[] bytes, int length, Found out) {
        match(bytes, length, new Parts(Stretches.whole(length), new Stretches()), out);
    }

    /**
     * Which parts of a text are searched.
     *
     * @param stretches what is new against texts that were searched before, and what they left open
     * @param open takes what is, or nearly is, a secret: of a text made from parts of this one, only what is new and
     *     what is left open here needs to be searched
     */
    public record Parts(Stretches stretches, Stretches open) {}

    /** Finds every secret in {@code bytes[0, length)}, and in what they encode, that touches or adjoins a stretch. */
    public void match(byte[] bytes, int length, Parts parts, Found out) {
        new Pass(this, Text.plain(bytes, length), parts.open(), out).run(parts.stretches());
    }

    /**
     * Finds names, one a line, that a rule is after, whatever their files hold.
     *
     * @param names whole paths, or the last parts of paths of which the rest decides later
     */
    public void matchNames(byte[] names, int length, Found out) {
        if (!paths.isEmpty()) {
            paths.match(names, length, out);
        }
    }

    /** Receives what was found, and what was found and allowed. */
    public interface Found {
        /** A match that was allowed where it stands. */
        void allowed();

        /** A match. */
        void match(Match match);

        /** Whether to say of every candidate what became of it. */
        default boolean asksWhy() {
            return false;
        }

        /** A candidate and what became of it, if that was asked for. */
        default void weighed(Weighed weighed) {}
    }

    Automaton automaton() {
        return automaton;
    }

    NamedKeys namedKeys() {
        return namedKeys;
    }

    List<Step> stepsAt(int keyword) {
        return steps.get(keyword);
    }

    List<Everywhere> everywhere() {
        return everywhere;
    }

    /** How far before and after a stretch a keyword can stand whose match, or what is asked of it, touches it. */
    private record Around(int before, int after) {
        static Around of(List<Detection> detections, int keyword) {
            int before = Pass.SHORT;
            int after = 0;
            for (Detection detection : detections) {
                int further = detection.near().isNeeded() ? detection.near().reach() : 0;
                before = Math.max(before, further + after(detection));
                after = Math.max(after, further + before(detection));
            }
            return new Around(before + keyword, after + keyword);
        }

        private static int before(Detection detection) {
            int before = detection.reach().before();
            return before > Pass.FURTHEST ? Pass.SHORT : before;
        }

        private static int after(Detection detection) {
            int after = detection.reach().after();
            if (!detection.reach().anchored()) {
                return after > Pass.FURTHEST ? Pass.SHORT : after;
            }
            return detection.regex() == null
                    ? 0
                    : Math.min(Pass.SHORT, detection.regex().longest());
        }
    }

    /** The stretches with everything around them that a keyword of a match can stand in that touches one. */
    Stretches aroundOf(Stretches stretches, int length) {
        if (stretches.isWhole(length)) {
            return stretches;
        }
        Around made = around;
        if (made == null) {
            made = Around.of(detections, automaton.longest());
            around = made;
        }
        return stretches.widened(made.before(), made.after(), length);
    }

    @Nullable
    Rule rule(String id) {
        return byId.get(id);
    }

    Judgement judgement() {
        return judgement;
    }

    private static void add(Map<String, List<Step>> byKeyword, String keyword, Step step) {
        byKeyword
                .computeIfAbsent(keyword.toLowerCase(java.util.Locale.ROOT), word -> new ArrayList<>())
                .add(step);
    }

    /** The part of the prefix's base64 form that does not depend on its neighbours, with so many bytes before it. */
    private static void addEncodedPrefix(Map<String, List<Step>> byKeyword, int phase) {
        byte[] padded = ("\0".repeat(phase) + ApiKey.PREFIX).getBytes(StandardCharsets.US_ASCII);
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(padded);
        int from = (phase * 8 + 5) / 6;
        int to = padded.length * 8 / 6;
        add(byKeyword, encoded.substring(from, to), (pass, start, end) -> pass.decodeInPhase(start - from));
    }
}
