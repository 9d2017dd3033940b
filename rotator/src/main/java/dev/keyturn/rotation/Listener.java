package dev.keyturn.rotation;

/** Sees a rotation go on: a terminal that shows it, a trial that interrupts it. */
public interface Listener {
    /** Sees nothing. */
    Listener NONE = new Listener() {};

    /** A step is about to be taken. */
    default void before(RotationRow row, Transition step) {}

    /** A step did what it does outside; the row does not say so yet. */
    default void after(RotationRow row, Transition step) {}

    /** The row changed. */
    default void moved(RotationRow row, Transition transition, String reason) {}

    /** It will be tried again later, or looked at again. */
    default void waiting(RotationRow row, String why) {}
}
