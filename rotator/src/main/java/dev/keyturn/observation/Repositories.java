package dev.keyturn.observation;

import dev.keyturn.key.Fingerprint;
import dev.keyturn.observation.Repository.Search;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The repositories in which a predecessor is looked for before it is retired. A search runs beside everything else, for
 * all keys at once that were asked about meanwhile; what it found counts for an hour.
 */
public final class Repositories implements AutoCloseable {
    private static final long FRESH_NANOS = Duration.ofHours(1).toNanos();
    private static final int MOST = 10_000;

    private final List<Repository> all;
    private final Map<UUID, Fingerprint> waiting = new LinkedHashMap<>();
    private final Map<UUID, Answer> answers = new LinkedHashMap<>();
    private final ExecutorService searching = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "rotation-search");
        thread.setDaemon(true);
        return thread;
    });

    private record Answer(List<String> words, long nanos) {
        boolean isFresh() {
            return System.nanoTime() - nanos < FRESH_NANOS;
        }
    }

    public Repositories(List<Repository> all) {
        this.all = List.copyOf(all);
    }

    /** Where there is nothing to search. */
    public static Repositories none() {
        return new Repositories(List.of());
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * Where a key is hard-coded, and what could not be searched, each in words; nothing while a search is under way, which
     * this begins if there is none.
     *
     * @param fingerprint is asked for when a search begins
     */
    public Optional<List<String>> holding(UUID key, Supplier<Optional<Fingerprint>> fingerprint) {
        Optional<List<String>> known = all.isEmpty() ? Optional.of(List.of()) : known(key);
        return known.isPresent() ? known : begin(key, fingerprint.get());
    }

    private synchronized Optional<List<String>> known(UUID key) {
        Answer answer = answers.get(key);
        return Optional.ofNullable(answer).filter(Answer::isFresh).map(Answer::words);
    }

    /** A predecessor that its store does not hold any more was handed out by nobody of late: it is looked for nowhere. */
    private synchronized Optional<List<String>> begin(UUID key, Optional<Fingerprint> fingerprint) {
        if (fingerprint.isEmpty()) {
            return Optional.of(List.of());
        }
        if (waiting.size() < MOST && waiting.put(key, fingerprint.get()) == null) {
            searching.execute(this::search);
        }
        return Optional.empty();
    }

    private void search() {
        Map<UUID, Fingerprint> asked;
        synchronized (this) {
            asked = Map.copyOf(waiting);
        }
        if (asked.isEmpty()) {
            return;
        }
        Map<Fingerprint, List<String>> words = new HashMap<>();
        asked.values().forEach(fingerprint -> words.put(fingerprint, new ArrayList<>()));
        for (Repository repository : all) {
            Search search = repository.search(words.keySet());
            words.forEach((fingerprint, of) -> of.addAll(search.words(fingerprint)));
        }
        answered(asked, words);
    }

    private synchronized void answered(Map<UUID, Fingerprint> asked, Map<Fingerprint, List<String>> words) {
        long now = System.nanoTime();
        asked.forEach((key, fingerprint) -> {
            waiting.remove(key);
            answers.remove(key);
            answers.put(key, new Answer(List.copyOf(words.get(fingerprint)), now));
        });
        while (answers.size() > MOST) {
            answers.remove(answers.keySet().iterator().next());
        }
    }

    @Override
    public void close() {
        searching.shutdownNow();
    }
}
