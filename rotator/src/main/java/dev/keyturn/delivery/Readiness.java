package dev.keyturn.delivery;

/** Whether a delivery to a place could succeed now. */
public sealed interface Readiness permits Readiness.Ready, Trouble {

    /**
     * Reachable, open, of the right kind, and the rights suffice.
     *
     * @param current the version that is there, deleted or not, or {@link Version#NONE}: if it is not the recorded one,
     *     somebody else wrote
     */
    record Ready(Version current) implements Readiness {}
}
