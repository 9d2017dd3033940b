package dev.keyturn.source.git;

import dev.keyturn.complaint.Complaint;
import dev.keyturn.complaint.NothingToScan;
import dev.keyturn.source.Piece;
import dev.keyturn.source.Place;
import dev.keyturn.source.Sighting;
import dev.keyturn.source.Sink;
import dev.keyturn.source.Skipped;
import dev.keyturn.source.Source;
import dev.keyturn.source.Traced;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the next commit would add, as {@link StagedSource} has it, from git's own output: no repository is opened, which
 * is most of what a hook would wait for. Expected are the lines of {@code git diff-index --cached --raw --no-abbrev
 * --no-renames HEAD}, an empty line, and what {@code git cat-file --batch} says of every object in the fourth column
 * and then of every object in the third.
 */
public final class StagedStream implements Source {
    /** Objects from this size on are handed over as a stream. */
    private static final int LARGE = 32 << 20;

    /** A path that the next commit changes; ids are hexadecimal. */
    private record Entry(String path, String now, String before) {
        boolean isNew() {
            return isNone(before);
        }

        boolean isGone() {
            return isNone(now);
        }

        private static boolean isNone(String id) {
            return id.chars().allMatch(digit -> digit == '0');
        }
    }

    private final BatchReader input;
    private final List<Entry> entries = new ArrayList<>();

    /** @param input stays the caller's to close */
    public StagedStream(InputStream input) {
        this.input = new BatchReader(input);
    }

    @Override
    public void read(Sink sink) throws Complaint {
        try {
            list();
            Map<String, String> paths = new LinkedHashMap<>();
            for (Entry entry : entries) {
                if (!entry.isGone()) {
                    paths.putIfAbsent(entry.now(), entry.path());
                    if (entry.isNew()) {
                        name(entry.path(), sink);
                    }
                }
            }
            objects(paths, true, sink);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private void list() throws IOException, Complaint {
        String line = input.line();
        while (!line.isEmpty()) {
            String[] columns = line.split(" ", 5);
            if (columns.length < 5 || !columns[4].contains("\t")) {
                throw new IOException("a line that is no change");
            }
            if (!columns[1].equals("160000")) {
                String path = QuotedPath.read(columns[4].substring(columns[4].indexOf('\t') + 1));
                entries.add(new Entry(path, columns[3], columns[2]));
            }
            line = input.line();
        }
        if (entries.isEmpty()) {
            throw new NothingToScan("nothing is staged", "stage something with git add");
        }
    }

    private static void name(String path, Sink sink) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        Place place = new Place(null, Place.Kind.FILE_NAME, path, 1, null);
        sink.piece(new Piece(path, place, bytes, bytes.length, 1));
    }

    /** Takes as many answers as there are entries, and hands over those that are wanted, each once. */
    private void objects(Map<String, String> wanted, boolean needed, Sink sink) throws IOException {
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            BatchReader.Answer answer = input.next();
            boolean take = wanted.containsKey(answer.id()) && taken.add(answer.id());
            if (answer.size() < 0) {
                if (take && needed) {
                    String name = wanted.get(answer.id()) + " (object " + answer.id() + ")";
                    sink.skip(new Skipped(name, "missing from the object store"));
                }
            } else if (!take) {
                input.skip(answer);
            } else {
                hand(answer, sink);
            }
        }
    }

    private void hand(BatchReader.Answer answer, Sink sink) throws IOException {
        if (answer.size() > LARGE) {
            sink.stream(answer.id(), null, input.content(answer));
            input.skipRest();
        } else {
            byte[] bytes = input.bytes(answer);
            sink.tally().bytes.add(bytes.length);
            sink.piece(new Piece(answer.id(), null, bytes, bytes.length, 1));
        }
        sink.tally().blobs.increment();
    }

    @Override
    public void readBases(Collection<Sighting> seen, Sink sink) throws Complaint {
        if (seen.isEmpty()) {
            return;
        }
        Map<String, String> bases = new HashMap<>();
        entries.stream().filter(entry -> !entry.isNew()).forEach(entry -> bases.put(entry.before(), entry.path()));
        seen.forEach(sighting -> bases.remove(sighting.piece()));
        try {
            objects(bases, false, sink);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public List<Traced> trace(Collection<Sighting> seen) {
        Set<String> bases = new HashSet<>();
        Map<String, List<String>> paths = new HashMap<>();
        for (Entry entry : entries) {
            bases.add(entry.before());
            paths.computeIfAbsent(entry.now(), id -> new ArrayList<>(1)).add(entry.path());
        }
        Set<Integer> old = new HashSet<>();
        seen.stream().filter(sighting -> bases.contains(sighting.piece())).forEach(known -> old.add(known.secret()));
        List<Traced> traced = new ArrayList<>();
        for (Sighting sighting : seen) {
            for (String path : old.contains(sighting.secret())
                    ? List.<String>of()
                    : paths.getOrDefault(sighting.piece(), List.of())) {
                String file = sighting.inner().isEmpty() ? path : path + "!" + sighting.inner();
                Place place = new Place(null, Place.Kind.CONTENT, file, sighting.line(), null);
                traced.add(new Traced(sighting, place));
            }
        }
        return traced;
    }

    private static Complaint unreadable(IOException failure) {
        return new Complaint(
                "git's list of what is staged cannot be read: " + failure.getMessage(),
                "check the repository: git fsck");
    }
}
