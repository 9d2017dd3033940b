package dev.keyturn.source;

import java.util.concurrent.atomic.LongAdder;

/** Counts what was read, from any thread. */
public final class Tally {
    public final LongAdder refs = new LongAdder();
    public final LongAdder commits = new LongAdder();
    public final LongAdder blobs = new LongAdder();
    public final LongAdder bytes = new LongAdder();
}
