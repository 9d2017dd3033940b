package dev.keyturn.starter;

import dev.keyturn.client.ApiException;
import dev.keyturn.client.ApiUnavailableException;
import dev.keyturn.client.KeyturnClient;
import dev.keyturn.wire.CacheBeat;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the cache's lease alive, on a thread of its own: asks the api what changed, which answers at once if something
 * did, has the cache forget it, and says so with the next question.
 */
final class CacheBeats implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(CacheBeats.class);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(300);
    private static final Duration LAST = Duration.ofSeconds(3);

    private final KeyturnClient api;
    private final KeyCache cache;
    private final UseTally uses;
    private final UUID id = UUID.randomUUID();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Thread thread;
    private long beat;
    private boolean lost;

    CacheBeats(KeyturnClient api, KeyCache cache, UseTally uses) {
        this.api = api;
        this.cache = cache;
        this.uses = uses;
    }

    @Override
    public void start() {
        Thread beating = new Thread(this::run, "keyturn-cache");
        beating.setDaemon(true);
        beating.start();
        thread = beating;
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try {
                beat();
                lost = false;
            } catch (ApiUnavailableException | ApiException e) {
                tellOnce(e);
                pause();
            }
        }
        leave();
    }

    private void beat() {
        UseTally.Taken taken = uses.take();
        long asked = System.nanoTime();
        try {
            cache.take(api.beat(id, new CacheBeat(++beat, cache.epoch(), taken.told(asked))), asked);
        } catch (RuntimeException e) {
            uses.giveBack(taken);
            throw e;
        }
    }

    private void tellOnce(RuntimeException failure) {
        if (!lost && stopping.getCount() > 0) {
            lost = true;
            LOG.warn("Keyturn's api does not answer the cache: {}. Every key is asked about.", failure.getMessage());
        }
    }

    private void pause() {
        try {
            stopping.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    private void leave() {
        cache.end();
        try {
            api.beat(id, new CacheBeat(++beat, -1, uses.take().told(System.nanoTime())));
            api.leaveCache(id);
        } catch (ApiUnavailableException | ApiException e) {
            LOG.debug("The api was not told that the cache is gone: {}", e.getMessage());
        }
    }

    @Override
    public void stop() {
        stopping.countDown();
        Thread beating = thread;
        if (beating != null) {
            try {
                beating.join(LAST.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null && stopping.getCount() > 0;
    }
}
