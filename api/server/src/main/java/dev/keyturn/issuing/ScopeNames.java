package dev.keyturn.issuing;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The scopes that a new key is given: ours, or those of the services that it opens. */
final class ScopeNames {
    private static final String SEGMENT = "([a-z0-9][a-z0-9._-]*|\\*)";
    private static final Pattern SHAPE = Pattern.compile(SEGMENT + "(:" + SEGMENT + ")*");
    private static final int MAX_COUNT = 50;
    private static final int MAX_LENGTH = 64;

    private ScopeNames() {}

    /**
     * Scopes for a key that somebody creates: never more than the creator has.
     *
     * @throws ProblemException if one is no scope, a person's alone, or more than the creator has
     */
    static List<String> checked(PersonCaller creator, @Nullable List<String> given) {
        List<String> scopes =
                given == null ? List.of() : given.stream().distinct().toList();
        if (scopes.size() > MAX_COUNT) {
            throw ProblemException.invalid("A key has " + MAX_COUNT + " scopes at most.");
        }
        scopes.forEach(scope -> check(creator, scope));
        return scopes;
    }

    private static void check(PersonCaller creator, @Nullable String scope) {
        if (scope == null
                || scope.length() > MAX_LENGTH
                || !SHAPE.matcher(scope).matches()) {
            throw ProblemException.invalid("A scope is " + MAX_LENGTH
                    + " characters at most, such as events:write, in which * stands for a whole part; one of"
                    + " 'scopes' is none.");
        }
        if (Scope.OF_PEOPLE.contains(scope)) {
            throw ProblemException.invalid("The scope '" + scope + "' is a person's and cannot be given to a key.");
        }
        if (!creator.mayGive(scope)) {
            throw ProblemException.of(
                    ProblemCode.FORBIDDEN,
                    "You cannot give a key the scope '" + scope
                            + "': it is more than you have. Ask an owner or admin.");
        }
    }
}
