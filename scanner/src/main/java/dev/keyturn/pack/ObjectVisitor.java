package dev.keyturn.pack;

/** Looks at objects, one at a time, for one thread of a sweep. */
public interface ObjectVisitor extends AutoCloseable {
    /** Looks at an object: of the deltas on it, only what they add and what this leaves open is shown again. */
    void visit(ObjectView object);

    /**
     * Takes an object that is too large for memory, is damaged, or rests on one that is, or on one that its pack lacks:
     * it may be readable in another way.
     *
     * @param object its number
     */
    void otherwise(int object);

    @Override
    default void close() {}
}
