package dev.keyturn.account;

import dev.keyturn.audit.Audit;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Role;
import dev.keyturn.caller.Scope;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.session.SecondFactors;
import dev.keyturn.session.Sessions;
import dev.keyturn.tenant.Members;
import dev.keyturn.wire.OneTimeLink;
import dev.keyturn.wire.PersonChange;
import dev.keyturn.wire.PersonView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What owners and admins do with the people of their tenant. What a person signs in with is only theirs to reset if the
 * person is in no other tenant: it would open that one too.
 */
public final class PeopleDesk {
    private static final Duration RESET_LIFE = Duration.ofHours(24);

    private final TransactionOperations transactions;
    private final Members members;
    private final Links links;
    private final Access access;
    private final Audit audit;

    PeopleDesk(TransactionOperations transactions, Members members, Links links, Access access, Audit audit) {
        this.transactions = transactions;
        this.members = members;
        this.links = links;
        this.access = access;
        this.audit = audit;
    }

    /** By what people get in. */
    record Access(Sessions sessions, SecondFactors secondFactors) {}

    /** The people of the tenant. */
    public List<PersonView> list(PersonCaller caller) {
        caller.require(Scope.PEOPLE_READ);
        return members.list(caller.tenantId());
    }

    /** Gives a person another role, or other scopes to give. */
    public PersonView change(PersonCaller caller, UUID personId, PersonChange change) {
        PersonView before = manageable(caller, personId);
        Role role = Authority.role(change.role() == null ? before.role() : change.role());
        Authority.over(caller, role);
        @Nullable
        List<String> scopes = change.scopes() == null ? before.scopes() : Authority.scopes(caller, change.scopes());
        if (role != Role.AUDITOR) {
            Authority.within(caller, scopes);
        }
        transactions.executeWithoutResult(status -> {
            members.change(caller.tenantId(), personId, role, scopes);
            record(caller, "person.change", personId, Map.of("email", before.email(), "role", role.word()));
        });
        return members.get(caller.tenantId(), personId);
    }

    /** Takes a person out of the tenant; the person's sessions there end. */
    public void remove(PersonCaller caller, UUID personId) {
        PersonView person = manageable(caller, personId);
        transactions.executeWithoutResult(status -> {
            members.remove(caller.tenantId(), personId);
            access.sessions.endAll(personId, caller.tenantId(), null);
            record(caller, "person.remove", personId, Map.of("email", person.email()));
        });
    }

    /** Signs a person out everywhere in the tenant. */
    public void endSessions(PersonCaller caller, UUID personId) {
        PersonView person = manageable(caller, personId);
        access.sessions.endAll(personId, caller.tenantId(), null);
        record(caller, "person.sign-out", personId, Map.of("email", person.email()));
    }

    /** A link by which a person chooses a new password within a day. */
    public OneTimeLink resetPassword(PersonCaller caller, UUID personId) {
        PersonView person = resettable(caller, personId);
        return Objects.requireNonNull(transactions.execute(status -> {
            Links.Made made = links.make(
                    new Links.Purpose(Links.PASSWORD, caller.tenantId(), personId, null, null, null),
                    caller.actor(),
                    RESET_LIFE);
            record(caller, "person.password-link", personId, Map.of("email", person.email()));
            return new OneTimeLink(made.token(), made.link().expiresAt());
        }));
    }

    /** For who has lost it: the password alone opens the account again. */
    public void removeSecondFactor(PersonCaller caller, UUID personId) {
        PersonView person = resettable(caller, personId);
        access.secondFactors.remove(personId);
        record(caller, "person.second-factor-remove", personId, Map.of("email", person.email()));
    }

    private PersonView manageable(PersonCaller caller, UUID personId) {
        caller.require(Scope.PEOPLE_WRITE);
        PersonView person = members.get(caller.tenantId(), personId);
        Authority.over(caller, Authority.role(person.role()));
        return person;
    }

    private PersonView resettable(PersonCaller caller, UUID personId) {
        PersonView person = manageable(caller, personId);
        Authority.within(caller, person.scopes());
        if (!members.isOnlyIn(caller.tenantId(), personId)) {
            throw ProblemException.of(
                    ProblemCode.NOT_NOW,
                    "This person is in another tenant too, which would be opened with it. Remove the person and invite"
                            + " another address, or let the person do it.");
        }
        return person;
    }

    private void record(PersonCaller caller, String action, UUID personId, Map<String, ?> detail) {
        audit.record(Audit.Actor.of(caller), action, personId.toString(), detail);
    }
}
