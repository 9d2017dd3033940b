package dev.keyturn.issuing;

import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The scopes that a new key is given: ours, or those of the services that it opens. */
final class ScopeNames {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._-]*(:[a-z0-9._*-]+)*");
    private static final int MAX_COUNT = 50;
    private static final int MAX_LENGTH = 64;

    private ScopeNames() {}

    /** @throws ProblemException if one is no scope, or a person's alone */
    static List<String> checked(@Nullable List<String> given) {
        List<String> scopes =
                given == null ? List.of() : given.stream().distinct().toList();
        if (scopes.size() > MAX_COUNT) {
            throw ProblemException.invalid("A key has " + MAX_COUNT + " scopes at most.");
        }
        scopes.forEach(ScopeNames::check);
        return scopes;
    }

    private static void check(@Nullable String scope) {
        if (scope == null
                || scope.length() > MAX_LENGTH
                || !SHAPE.matcher(scope).matches()) {
            throw ProblemException.invalid(
                    "A scope is " + MAX_LENGTH + " characters at most, such as events:write; one of 'scopes' is none.");
        }
        if (Scope.OF_PEOPLE.contains(scope)) {
            throw ProblemException.invalid("The scope '" + scope + "' is a person's and cannot be given to a key.");
        }
    }
}
