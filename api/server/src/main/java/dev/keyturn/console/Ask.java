package dev.keyturn.console;

import dev.keyturn.problem.ProblemException;
import dev.keyturn.wire.Rotation;
import dev.keyturn.wire.RotationState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a person can ask a rotator for, and what follows from it. */
enum Ask {
    RUN(
            "Rotate now",
            "Rotate now",
            "The rotator mints a successor, writes it into Vault, tries it, and retires the old key once every consumer"
                    + " has moved to the new one. Services that read the key from Vault notice nothing; others have to be"
                    + " given the new key."),
    RESUME(
            "Resume",
            "Resume the rotation of",
            "The rotator takes up the rotation where it stopped. See to the cause first, or it stops there again."),
    ABORT(
            "Abort",
            "Abort the rotation of",
            "The rotator gives this rotation up. A successor that nobody is served yet ends, and the key in use goes on"
                    + " working. For a day only a leak or a person has the key rotated again."),

    ROLLBACK(
            "Roll back",
            "Roll back the rotation of",
            "The old key becomes current again, and Vault serves it in a new version. The new key is accepted for the"
                    + " length of its grace, so that whoever has read it goes on working, and then ends. For a day only a"
                    + " leak or a person has the key rotated again. It works as long as the old key is still accepted.");

    private final String title;
    private final String question;
    private final String consequence;

    Ask(String title, String question, String consequence) {
        this.title = title;
        this.question = question;
        this.consequence = consequence;
    }

    /** The one that an address names. */
    static Ask of(String word) {
        return Arrays.stream(values())
                .filter(ask -> ask.word().equals(word))
                .findFirst()
                .orElseThrow(ProblemException::notFound);
    }

    /** Those that make sense: once the successor is current there is nothing to give up, but a way back. */
    static List<Ask> possible(Rotation rotation) {
        boolean current = rotation.history().stream().anyMatch(step -> step.to() == RotationState.OBSERVING);
        return switch (rotation.state()) {
            case PLANNED -> List.of(RUN, ABORT);
            case NEEDS_ATTENTION -> List.of(RESUME, current ? ROLLBACK : ABORT);
            case OBSERVING -> rotation.cause().equals("leak") ? List.of() : List.of(ROLLBACK);
            case RETIRED, ABORTED -> List.of();
            default -> List.of(ABORT);
        };
    }

    /** Whether something in use may end by it. */
    public boolean grave() {
        return this == ABORT || this == ROLLBACK;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String title() {
        return title;
    }

    public String question() {
        return question;
    }

    public String consequence() {
        return consequence;
    }
}
