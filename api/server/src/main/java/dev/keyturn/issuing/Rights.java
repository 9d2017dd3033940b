package dev.keyturn.issuing;

import dev.keyturn.caller.Caller;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;

/** Who may do what with keys. */
final class Rights {
    private Rights() {}

    /** People, and programs that say {@code keys:read} or {@code keys:roll}. */
    static void toRead(Caller caller) {
        if (!caller.may(Scope.KEYS_ROLL)) {
            caller.require(Scope.KEYS_READ);
        }
    }

    /** People who are more than auditors, and programs that say {@code keys:roll}; on which keys, {@link #over} says. */
    static void toRoll(Caller caller) {
        caller.require(caller instanceof PersonCaller ? Scope.KEYS_WRITE : Scope.KEYS_ROLL);
    }

    /** A program rolls managed keys only. */
    static void over(KeyRow key, Caller caller) {
        if (!(caller instanceof PersonCaller) && !key.view().managed()) {
            throw ProblemException.of(
                    ProblemCode.FORBIDDEN,
                    "A key with keys:roll works on managed keys, and this one is not. A person can make it managed.");
        }
    }

    /** Whoever rolls a key is shown one with its scopes: a person who may not give those may not have them. */
    static void toHold(KeyRow key, Caller caller) {
        if (caller instanceof PersonCaller person
                && !key.view().scopes().stream().allMatch(person::mayGive)) {
            throw ProblemException.of(
                    ProblemCode.FORBIDDEN,
                    "This key has scopes that you may not give. Ask an owner or admin to roll it.");
        }
    }

    /** A program revokes a key only once that has a successor. */
    static void toEnd(KeyRow key, Caller caller) {
        over(key, caller);
        if (!(caller instanceof PersonCaller) && key.view().successor() == null) {
            throw ProblemException.of(
                    ProblemCode.FORBIDDEN,
                    "A key with keys:roll revokes keys that have a successor, and this one has none.");
        }
    }
}
