package dev.keyturn.finding;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.rule.Rules;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import dev.keyturn.source.Source;
import dev.keyturn.source.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One scan: reads one source after the other with the same rules, and ends with an outcome. */
public final class Scan {
    private final long start = System.nanoTime();
    private final Rules rules;
    private final Tally tally = new Tally();
    private final Queue<Skipped> skipped = new ConcurrentLinkedQueue<>();

    public Scan(Rules rules) {
        this.rules = rules;
    }

    /**
     * Reads a source and keeps what was found.
     *
     * @throws Complaint if nothing of it can be read
     */
    public void read(Source source) throws Complaint {
        source.read(new Reading());
    }

    /** Everything that was found so far. */
    public ScanOutcome outcome() {
        return new ScanOutcome(List.of(), List.copyOf(skipped), statistics());
    }

    private Statistics statistics() {
        return new Statistics(
                tally.refs.sum(),
                tally.commits.sum(),
                tally.blobs.sum(),
                tally.bytes.sum(),
                rules.rules().size(),
                0,
                Duration.ofNanos(System.nanoTime() - start));
    }

    private final class Reading implements Sink {
        @Override
        public void piece(Piece piece) {}

        @Override
        public void skip(Skipped what) {
            skipped.add(what);
        }

        @Override
        public Tally tally() {
            return tally;
        }
    }
}
