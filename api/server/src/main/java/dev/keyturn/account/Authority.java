package dev.keyturn.account;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Role;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who may do what with other people: owners everything, admins everything that does not concern owners. */
final class Authority {
    private static final Pattern SCOPE = Pattern.compile("[a-z0-9*][a-z0-9._*:-]{0,63}");
    private static final int MOST_SCOPES = 50;

    private Authority() {}

    /** @throws ProblemException 403 if somebody of that role is not the caller's to manage */
    static void over(PersonCaller caller, Role role) {
        caller.require(Scope.PEOPLE_WRITE);
        if (role == Role.OWNER && caller.role() != Role.OWNER) {
            throw ProblemException.of(ProblemCode.FORBIDDEN, "Only an owner makes, changes or removes owners.");
        }
    }

    /** @throws ProblemException if there is no such role */
    static Role role(@Nullable String word) {
        try {
            return Role.valueOf(String.valueOf(word).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("'role' is owner, admin, developer or auditor.");
        }
    }

    /**
     * Scopes that somebody may give to keys, never more than the caller may.
     *
     * @throws ProblemException if one is no scope, or more than the caller may give
     */
    static @Nullable List<String> scopes(PersonCaller caller, @Nullable List<String> given) {
        if (given == null || given.isEmpty()) {
            if (caller.scopes() != null) {
                throw more();
            }
            return null;
        }
        boolean possible = given.size() <= MOST_SCOPES
                && given.stream()
                        .allMatch(scope -> scope != null && SCOPE.matcher(scope).matches());
        if (!possible) {
            throw ProblemException.invalid("'scopes' holds up to " + MOST_SCOPES + " scopes, such as events:*.");
        }
        if (!given.stream().allMatch(caller::mayGive)) {
            throw more();
        }
        return List.copyOf(given);
    }

    /**
     * For who raises somebody, or opens their account: that would lend what the other may give to keys.
     *
     * @throws ProblemException 403 if that is more than the caller may give
     */
    static void within(PersonCaller caller, @Nullable List<String> scopes) {
        if (caller.scopes() != null && (scopes == null || !scopes.stream().allMatch(caller::mayGive))) {
            throw more();
        }
    }

    private static ProblemException more() {
        return ProblemException.of(
                ProblemCode.FORBIDDEN, "'scopes' are more than you may give yourself. Ask an owner.");
    }
}
