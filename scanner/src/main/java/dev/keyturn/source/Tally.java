package dev.keyturn.source;

import java.util.concurrent.atomic.LongAdder;

/** Counts what was read, from any thread. */
public final class Tally {
    public final LongAdder refs = new LongAdder();
    public final LongAdder commits = new LongAdder();
    public final LongAdder blobs = new LongAdder();
    public final LongAdder bytes = new LongAdder();

    /** Everything that was read, blobs and commits among it. */
    public final LongAdder objects = new LongAdder();

    /** Objects that need not be read since an earlier scan with the same rules has. */
    public final LongAdder known = new LongAdder();

    /** Distinct secrets that were seen, before anything is accepted. */
    public final LongAdder secrets = new LongAdder();

    /** How many objects there will be in the end; 0 as long as nobody knows. */
    public final LongAdder expectedObjects = new LongAdder();

    /** How many bytes there will be in the end; 0 as long as nobody knows. */
    public final LongAdder expectedBytes = new LongAdder();
}
