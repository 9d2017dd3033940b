package dev.keyturn.delivery;

import java.util.Optional;

/**
 * Where services take their keys from: it keeps versions, writes on condition and gives back what it holds.
 *
 * <p>Every method is safe to call from many threads, answers within the store's own timeouts and throws nothing for what
 * the store does or fails to do. An interrupt ends the call early, as {@link Trouble.Kind#UNAVAILABLE} or
 * {@link Writing.Ambiguous}, and the thread stays interrupted.
 */
public interface Store extends AutoCloseable {
    /** Whether a delivery to the place could succeed now, and what is there; changes nothing and reads no plaintext. */
    Readiness check(Place place);

    /** What the place holds now. */
    Reading read(Place place);

    /** What an earlier version held; {@link Reading.Absent} if the store does not keep it. */
    Reading read(Place place, Version version);

    /**
     * Writes a key if the place is still at the expected version. An answer that is lost or makes no sense is resolved
     * by reading, never by writing again.
     */
    Writing write(Delivery delivery);

    /**
     * Puts notes beside the key, in place of earlier ones; leaves everything else there as it is.
     *
     * @return what went wrong, if anything: the delivery stands all the same
     */
    Optional<Trouble> annotate(Place place, Notes notes);

    /** Where a person finds the place in this store. */
    String address(Place place);

    /**
     * Sees to it that the store can be used: signs in, or stays signed in. Whoever calls this every few minutes keeps alive
     * what can be had only once.
     *
     * @return what stands in the way, if anything
     */
    default Optional<Trouble> keepOpen() {
        return Optional.empty();
    }

    /** Gives back what was obtained to use the store; a later call obtains it anew. */
    @Override
    default void close() {}
}
