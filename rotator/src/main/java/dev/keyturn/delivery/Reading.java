package dev.keyturn.delivery;

/** What a place holds now. */
public sealed interface Reading permits Reading.Found, Reading.Foreign, Reading.Absent, Reading.Deleted, Trouble {

    /** A key of our format and its id, and nothing else. */
    record Found(Held held) implements Reading {}

    /**
     * Something that was not delivered by a rotation: another credential, a cut key, or fields that a delivery would
     * wipe out.
     *
     * @param version the version that holds it
     * @param why in which respect, for a person; names of fields at most, never a value
     */
    record Foreign(Version version, String why) implements Reading {}

    /** Nothing, and never was: the expected version of a first delivery is {@link Version#NONE}. */
    record Absent() implements Reading {}

    /**
     * Nothing any more: somebody deleted it.
     *
     * @param version the version that was deleted, which is still the one that a next write must expect
     */
    record Deleted(Version version) implements Reading {}
}
