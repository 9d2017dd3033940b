package dev.keyturn.source.git;

import dev.keyturn.source.Skipped;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** One way to go through a history: all of it, or what it has over an earlier scan. */
interface HistoryPass extends AutoCloseable {
    /** Finds the places of what was seen. */
    void trace(Seen seen);

    /** Whether what was seen contradicts what the pass was built on. */
    boolean contradictedBy(Seen seen);

    /** The refs that still contain each of these commits, by the commit's id. */
    Map<String, List<String>> refsWith(Collection<String> commits);

    /** What the next scan may build on; nothing if it must not. */
    Memory memory(Seen seen, List<Skipped> gaps);

    @Override
    void close();
}
