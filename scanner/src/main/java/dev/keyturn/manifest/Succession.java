package dev.keyturn.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two scans of one repository, and whether the second covered what came after the first: it looked for the same or read
 * everything anew, and what the first had seen at the tips of refs is still behind the second's, or gone on purpose.
 *
 * @param holds each commit of the first's tips that a ref of the second contains
 */
public record Succession(Manifest first, Manifest second, Set<String> holds) {
    /** What keeps the second from being the first's successor; empty if it is one. */
    public List<String> objections() {
        List<String> objections = new ArrayList<>();
        if (second.startedAt().isBefore(first.startedAt())) {
            objections.add("the scan started before the previous one");
        }
        if (!second.rules().sha256().equals(first.rules().sha256())
                && second.read().known() > 0) {
            objections.add("the rules are others and " + second.read().known() + " objects were not read again");
        }
        if (!second.extent().equals(first.extent())) {
            objections.add("the previous scan covered " + first.extent() + ", this one " + second.extent());
        }
        second.skipped().stream()
                .limit(5)
                .forEach(gap -> objections.add("not scanned: " + gap.name() + ": " + gap.reason()));
        if (second.skipped().size() > 5) {
            objections.add("not scanned: " + (second.skipped().size() - 5) + " more");
        }
        return objections;
    }

    /** Tips of the first that no ref of the second contains: what they had alone was covered by the first, and is gone. */
    public List<String> gone() {
        return first.refs().entrySet().stream()
                .filter(ref -> !holds.contains(ref.getValue()))
                .map(ref -> ref.getKey() + " at " + ref.getValue())
                .toList();
    }

    /** Refs that the second has and the first had not, or had elsewhere. */
    public List<String> moved() {
        return second.refs().entrySet().stream()
                .filter(ref -> !ref.getValue().equals(first.refs().get(ref.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }
}
