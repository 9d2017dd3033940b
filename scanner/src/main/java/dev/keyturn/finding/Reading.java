package dev.keyturn.finding;

import dev.keyturn.decode.archive.Archives;
import dev.keyturn.match.Match;
import dev.keyturn.match.Matching;
import dev.keyturn.match.Weighed;
import dev.keyturn.source.Chunks;
import dev.keyturn.source.Look;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sighting;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import dev.keyturn.source.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Matches what a source reads, and what is packed inside it, and notes what was seen and where. */
final class Reading implements Sink {
    private final Matching matching;
    private final Discoveries discoveries;
    private final Tally tally;
    private final Queue<Skipped> skipped;
    private final LongAdder allowed;
    private @Nullable Explanations explanations;

    Reading(Matching matching, Discoveries discoveries, Tally tally, Queue<Skipped> skipped, LongAdder allowed) {
        this.matching = matching;
        this.discoveries = discoveries;
        this.tally = tally;
        this.skipped = skipped;
        this.allowed = allowed;
    }

    /** Has it said of every candidate what became of it. */
    Reading explaining(@Nullable Explanations to) {
        explanations = to;
        return this;
    }

    @Override
    public Look piece(Piece piece) {
        Look look = new Content(piece.naming(), "", piece.place()).piece(piece);
        if (Archives.isOne(piece.bytes(), piece.length())) {
            piece.open().cover(0, piece.length());
            Inside inside = new Inside(piece.name(), piece.place());
            new Archives(inside).unpack(piece.bytes(), piece.length());
            return look.and(inside.look);
        }
        return look;
    }

    @Override
    public Look stream(String name, @Nullable Place place, InputStream stream) throws IOException {
        InputStream marked = Archives.markable(stream);
        if (Archives.isOne(marked)) {
            Inside inside = new Inside(name, place);
            new Archives(inside).unpack(marked);
            return inside.look;
        }
        return new Chunks(new Content(() -> name, "", place)).read(name, place, marked);
    }

    @Override
    public void skip(Skipped what) {
        skipped.add(what);
    }

    @Override
    public Tally tally() {
        return tally;
    }

    /** What is inside an archive of one name. */
    private final class Inside implements Archives.Consumer {
        private final String name;
        private final @Nullable Place place;
        private Look look = Look.OPEN;

        Inside(String name, @Nullable Place place) {
            this.name = name;
            this.place = place;
        }

        @Override
        public void content(String path, InputStream content) throws IOException {
            look = look.and(new Chunks(new Content(() -> name, path, place)).read(name, place, content));
        }

        @Override
        public void omitted(String path, String reason) {
            look = Look.SIGHTED;
            String file = place == null ? name : place.file();
            skip(new Skipped(path.isEmpty() ? file : file + "!" + path, reason));
        }
    }

    /** Content of one name: a piece itself, or what is at a path inside it. */
    private final class Content implements Sink {
        private final Supplier<String> name;
        private final String inner;
        private final @Nullable Place place;
        private final Map<Integer, Integer> turns = new HashMap<>(0);
        private boolean sighted;

        Content(Supplier<String> name, String inner, @Nullable Place place) {
            this.name = name;
            this.inner = inner;
            this.place = place;
        }

        @Override
        public Look piece(Piece piece) {
            Matching.Found found = new Matching.Found() {
                @Override
                public void allowed() {
                    sighted = true;
                    allowed.increment();
                }

                @Override
                public void match(Match match) {
                    sighted = true;
                    note(match, (int) Math.min(Integer.MAX_VALUE, piece.line() + match.lines()));
                }

                @Override
                public boolean asksWhy() {
                    return explanations != null;
                }

                @Override
                public void weighed(Weighed weighed) {
                    explain(weighed, piece.line());
                }
            };
            matching.match(piece.bytes(), piece.length(), new Matching.Parts(piece.stretches(), piece.open()), found);
            if (piece.names()) {
                matching.matchNames(piece.bytes(), piece.length(), found);
            }
            return sighted ? Look.SIGHTED : piece.open().isEmpty() ? Look.SETTLED : Look.OPEN;
        }

        private void explain(Weighed weighed, long firstLine) {
            if (explanations != null) {
                String outer = place == null ? name.get() : place.file();
                explanations.add(inner.isEmpty() ? outer : outer + "!" + inner, firstLine, weighed);
            }
        }

        private void note(Match match, int line) {
            Discovery discovery = discoveries.of(match);
            if (discovery == null) {
                return;
            }
            if (place == null) {
                Sighting sighting = new Sighting(name.get(), inner, discovery.number(), line, turn(line));
                discoveries.unplaced(sighting, Reservation.of(match));
            } else {
                String file = inner.isEmpty() ? place.file() : place.file() + "!" + inner;
                Place exact = new Place(place.repository(), place.kind(), file, line, place.commit());
                if (!discovery.add(exact, Reservation.of(match))) {
                    allowed.increment();
                }
            }
        }

        private int turn(int line) {
            return turns.merge(line, 1, Integer::sum) - 1;
        }

        @Override
        public Look stream(String ignored, @Nullable Place none, InputStream stream) throws IOException {
            return new Chunks(this).read(name.get(), place, stream);
        }

        @Override
        public void skip(Skipped what) {
            skipped.add(what);
        }

        @Override
        public Tally tally() {
            return inner.isEmpty() ? tally : new Tally();
        }
    }
}
