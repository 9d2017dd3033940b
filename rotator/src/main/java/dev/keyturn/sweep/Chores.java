package dev.keyturn.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The chores by name; running one leaves a heartbeat if it finished. */
public final class Chores {
    private static final Logger log = LoggerFactory.getLogger(Chores.class);

    private final Map<String, Chore> byName = new LinkedHashMap<>();
    private final Heartbeats heartbeats;

    public Chores(List<Chore> chores, Heartbeats heartbeats) {
        chores.forEach(chore -> byName.put(chore.name(), chore));
        this.heartbeats = heartbeats;
    }

    Iterable<Chore> all() {
        return byName.values();
    }

    /** Does a chore once. A failure is logged and that is all: the next turn comes. */
    public void run(String name) {
        try {
            Objects.requireNonNull(byName.get(name), name).work().run();
            heartbeats.finished(name);
        } catch (RuntimeException e) {
            log.error("{} failed and will be tried again: {}", name, e.getMessage());
        }
    }
}
