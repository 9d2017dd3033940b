package dev.keyturn.match;

import dev.keyturn.pack.Stretches;
import dev.keyturn.rule.Rules;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How fast one thread searches real bytes: {@code MatchingBenchmark FILE [ROUNDS]} on what {@code git cat-file --batch}
 * prints of many objects. Each round prints MB/s of the automaton alone and of everything.
 */
final class MatchingBenchmark {
    private static final class Counter implements Matching.Found {
        int allowed;
        int matches;

        @Override
        public void allowed() {
            allowed++;
        }

        @Override
        public void match(Match match) {
            matches++;
        }
    }

    private MatchingBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        List<byte[]> objects = objects(Path.of(arguments[0]));
        long bytes = objects.stream().mapToLong(object -> object.length).sum();
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        Matching matching = new Matching(Rules.builtIn());
        for (int round = 0; round < rounds; round++) {
            long start = nanos();
            int[] hits = new int[1];
            for (byte[] object : objects) {
                matching.automaton().scan(object, 0, object.length, (keyword, from, to) -> hits[0]++);
            }
            long middle = nanos();
            Counter counter = new Counter();
            int settled = 0;
            for (byte[] object : objects) {
                Stretches open = new Stretches();
                Matching.Parts parts = new Matching.Parts(Stretches.whole(object.length), open);
                matching.match(object, object.length, parts, counter);
                settled += open.isEmpty() ? 1 : 0;
            }
            long end = nanos();
            System.out.printf(
                    Locale.ROOT,
                    "automaton %5.0f MB/s, %d keywords; matching %5.0f MB/s, %d matches, %d allowed, %d of %d settled%n",
                    bytes * 1e3 / (middle - start),
                    hits[0],
                    bytes * 1e3 / (end - middle),
                    counter.matches,
                    counter.allowed,
                    settled,
                    objects.size());
        }
    }

    /** Processor time, so that what else runs on the machine does not count. */
    private static long nanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static List<byte[]> objects(Path batch) throws IOException {
        List<byte[]> objects = new ArrayList<>();
        try (DataInputStream stream =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(batch), 1 << 16))) {
            String header = line(stream);
            while (!header.isEmpty()) {
                String[] words = header.split(" ");
                if (!words[1].equals("missing")) {
                    objects.add(stream.readNBytes(Integer.parseInt(words[2])));
                    line(stream);
                }
                header = line(stream);
            }
        }
        return objects;
    }

    private static String line(DataInputStream stream) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = stream.read();
        while (next >= 0 && next != '\n') {
            line.append((char) next);
            next = stream.read();
        }
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
