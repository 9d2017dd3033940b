package dev.keyturn.delivery;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** Whether a version that was recorded is the one that is there now, whichever way each is written. */
    default boolean isSame(Version recorded, Version current) {
        return recorded.equals(current);
    }

    /**
     * A destination, for people.
     *
     * @param name as configured
     * @param address where a person finds the place in it
     * @param version the version in it, if it was delivered to
     */
    record Part(String name, String address, @Nullable Version version) {}

    /**
     * The destinations of a place, and which of them were delivered to.
     *
     * @param delivered what {@link Writing.Written} or {@link Writing.Partly} said
     */
    default List<Part> parts(Place place, @Nullable Version delivered) {
        return List.of(new Part("store", address(place), delivered));
    }

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
