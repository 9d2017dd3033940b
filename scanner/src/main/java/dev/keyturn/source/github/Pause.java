package dev.keyturn.source.github;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits because a server asked to be left alone for a while. */
@FunctionalInterface
interface Pause {
    /** Lets time pass; an interruption ends it. */
    Pause REAL = duration -> {
        boolean never = new CountDownLatch(1).await(duration.toMillis(), TimeUnit.MILLISECONDS);
        assert !never;
    };

    void pause(Duration duration) throws InterruptedException;
}
