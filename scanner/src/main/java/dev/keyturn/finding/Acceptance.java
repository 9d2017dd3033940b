package dev.keyturn.finding;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.source.Place;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is accepted although it was found: by secret, by place, and by comments beside it. */
public final class Acceptance {
    private final Baseline baseline;
    private final PlaceList places;
    private final boolean comments;
    private final boolean rewriting;

    private Acceptance(Baseline baseline, PlaceList places, boolean comments, boolean rewriting) {
        this.baseline = baseline;
        this.places = places;
        this.comments = comments;
        this.rewriting = rewriting;
    }

    /** Nothing but what comments accept. */
    public static Acceptance none() {
        return new Acceptance(Baseline.none(), PlaceList.none(), true, false);
    }

    /** The same for a scan whose findings have no identities. */
    public static Acceptance ofComments() {
        return new Acceptance(Baseline.unsalted(), PlaceList.none(), true, false);
    }

    /**
     * What a file accepts: one of ours, or gitleaks' JSON report, which starts with a bracket.
     *
     * @param today what expiry is compared with
     * @throws Complaint if it cannot be understood
     */
    public static Acceptance of(String file, String text, LocalDate today) throws Complaint {
        return text.stripLeading().startsWith("[")
                ? none().and(PlaceList.ofReport(file, text))
                : new Acceptance(Baseline.parse(file, text, today), PlaceList.none(), true, false);
    }

    /** The same with places that are accepted whatever stands there. */
    public Acceptance and(PlaceList more) {
        return new Acceptance(baseline, places.and(more), comments, rewriting);
    }

    /** The same without regard to comments. */
    public Acceptance withoutComments() {
        return new Acceptance(baseline, places, false, rewriting);
    }

    /** The same file to be written anew: it accepts nothing now, but its salt and what it says of each line are kept. */
    public Acceptance acceptingNothing() {
        return new Acceptance(baseline, places, comments, true);
    }

    /** How a place is accepted; keys of our own are never accepted by their place. */
    enum By {
        NOTHING,
        FILE,
        COMMENT
    }

    By of(Discovery discovery, Place place) {
        boolean known = baseline.accepts(discovery.secret(), place) && !rewriting;
        if (known || !discovery.rule().own() && places.has(discovery, place)) {
            return By.FILE;
        }
        return comments && discovery.commented(place) ? By.COMMENT : By.NOTHING;
    }

    Baseline baseline() {
        return baseline;
    }

    /**
     * What a person should know of the files, once everything was asked about.
     *
     * @param all whether everything was read that they are about
     */
    List<String> remarks(boolean all) {
        List<String> remarks = new ArrayList<>(baseline.ended());
        if (all) {
            Map.of("line of the baseline", baseline.unused(), "accepted place", places.unused())
                    .forEach((what, unused) ->
                            unused.forEach(name -> remarks.add(what + " that accepts nothing any more: " + name)));
        }
        return remarks;
    }
}
