package dev.keyturn.honey;

import dev.keyturn.usage.Use;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The decoys, as verification asks about them: only where a key is unknown anyway. A touch is put into a bounded queue and
 * told from there, so that the answer takes as long as any other.
 */
public final class Traps implements Runnable {
    private static final int QUEUE = 10_000;

    private final JdbcClient jdbc;
    private final Alarms alarms;
    private final InstantSource clock;
    private final BlockingQueue<Touch> touches = new ArrayBlockingQueue<>(QUEUE);
    private volatile Map<ByteBuffer, UUID> traps = Map.of();

    Traps(JdbcClient jdbc, Alarms alarms, InstantSource clock) {
        this.jdbc = jdbc;
        this.alarms = alarms;
        this.clock = clock;
    }

    /**
     * Somebody touched a decoy.
     *
     * @param wanted what it was to open, in words
     */
    record Touch(
            UUID honeykey,
            String how,
            Use.Client client,
            @Nullable String wanted,
            Instant at) {}

    /** Whether nobody has planted any. */
    public boolean isEmpty() {
        return traps.isEmpty();
    }

    /**
     * Notes it if an unknown key is a decoy.
     *
     * @param lookup of the key, 32 bytes
     * @param wanted the environment and scope that were asked for
     */
    public void touch(byte[] lookup, Use.Client client, @Nullable String wanted) {
        UUID honeykey = traps.get(ByteBuffer.wrap(lookup));
        if (honeykey != null) {
            touches.offer(new Touch(honeykey, "used", client, wanted, clock.instant()));
        }
    }

    /** Learns of new decoys, and tells of touches. */
    @Override
    public void run() {
        load();
        List<Touch> noted = new ArrayList<>();
        touches.drainTo(noted);
        alarms.raise(noted);
    }

    void load() {
        Map<ByteBuffer, UUID> loaded = new HashMap<>();
        jdbc.sql("SELECT lookup, id FROM honeykey WHERE ended_at IS NULL").query(row -> {
            loaded.put(ByteBuffer.wrap(row.getBytes("lookup")), row.getObject("id", UUID.class));
        });
        traps = loaded;
    }
}
