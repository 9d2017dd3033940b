package dev.keyturn.delivery;

import java.util.List;

/** What a place holds now. */
public sealed interface Reading
        permits Reading.Found, Reading.Partly, Reading.Foreign, Reading.Absent, Reading.Deleted, Trouble {
    /** The version that a next write must expect; of a trouble {@link Version#NONE}. */
    default Version version() {
        return Version.NONE;
    }

    /** What is there, for a person, after "holds". */
    default String words() {
        return "nothing";
    }

    /** A key of our format and its id, and nothing else. */
    record Found(Held held) implements Reading {
        @Override
        public Version version() {
            return held.version();
        }

        @Override
        public String words() {
            return "version " + held.version() + " with key " + held.keyId();
        }
    }

    /**
     * Several destinations that do not all serve the same key.
     *
     * @param version the versions of all of them
     * @param held the keys that some of them serve, in their order
     * @param words what each of them holds
     */
    record Partly(Version version, List<Held> held, String words) implements Reading {
        public Partly {
            held = List.copyOf(held);
        }
    }

    /**
     * Something that was not delivered by a rotation: another credential, a cut key, or fields that a delivery would
     * wipe out.
     *
     * @param version the version that holds it
     * @param why in which respect, for a person; names of fields at most, never a value
     */
    record Foreign(Version version, String why) implements Reading {
        @Override
        public String words() {
            return "version " + version + ": " + why;
        }
    }

    /** Nothing, and never was: the expected version of a first delivery is {@link Version#NONE}. */
    record Absent() implements Reading {}

    /**
     * Nothing any more: somebody deleted it.
     *
     * @param version the version that was deleted, which is still the one that a next write must expect
     */
    record Deleted(Version version) implements Reading {
        @Override
        public String words() {
            return "version " + version + ", which was deleted";
        }
    }
}
