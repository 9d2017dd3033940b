package dev.keyturn.issuing;

import dev.keyturn.caller.PersonCaller;
import dev.keyturn.issuing.KeyTable.Birth;
import dev.keyturn.policy.Policies;
import dev.keyturn.policy.PolicyCheck;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.tenant.Environments;
import dev.keyturn.wire.KeyChange;
import dev.keyturn.wire.KeyImport;
import dev.keyturn.wire.KeyView;
import dev.keyturn.wire.NewKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks what is asked for a new key, or for a successor, and makes it what the table takes. */
final class Births {
    private final Environments environments;
    private final Policies policies;
    private final InstantSource clock;

    Births(Environments environments, Policies policies, InstantSource clock) {
        this.environments = environments;
        this.policies = policies;
        this.clock = clock;
    }

    /** @throws ProblemException if something is not possible, or not as the environment demands */
    Birth of(PersonCaller caller, NewKey asked, @Nullable String idempotencyKey) {
        KeyName name = KeyName.of(asked.name());
        String environment = environment(caller.tenantId(), asked.environment());
        Terms terms = terms(caller, asked);
        demand(caller.tenantId(), environment, name, terms);
        boolean managed = Boolean.TRUE.equals(asked.managed());
        List<Object> same = new ArrayList<>(List.of("create", name.text(), environment, terms.scopes(), managed));
        if (!terms.isPlain()) {
            same.add(List.of(
                    asked.networks() == null ? List.of() : asked.networks(), terms.rateLimits(), terms.metadata()));
            same.add(String.valueOf(terms.expiresAt()) + ' ' + terms.owner());
        }
        return new Birth(
                caller.tenantId(),
                environment,
                name,
                terms,
                managed,
                caller.actor(),
                Idempotency.of(idempotencyKey, same.toArray()));
    }

    /** Of a key that was made elsewhere; its environment's policy is not asked. */
    Birth of(PersonCaller caller, KeyImport.Entry asked) {
        return new Birth(
                caller.tenantId(),
                environment(caller.tenantId(), asked.environment()),
                KeyName.of(asked.name()),
                new Terms(
                        ScopeNames.checked(caller, asked.scopes()),
                        TermsCheck.networks(asked.networks()),
                        List.of(),
                        TermsCheck.expiry(asked.expiresAt(), clock.instant()),
                        TermsCheck.owner(asked.owner()),
                        TermsCheck.metadata(asked.metadata())),
                Boolean.TRUE.equals(asked.managed()),
                caller.actor(),
                null);
    }

    /** Of a successor: everything but its secret is its predecessor's. */
    Birth of(Work.Task task, KeyRow predecessor, @Nullable Idempotency idempotency) {
        KeyView view = predecessor.view();
        return new Birth(
                task.tenantId(),
                view.environment(),
                new KeyName(view.name(), view.slug()),
                Terms.of(view, clock.instant()),
                view.managed(),
                task.caller().actor(),
                idempotency);
    }

    /** The terms of a key as they are. */
    Terms termsOf(KeyView key) {
        return new Terms(
                key.scopes(),
                TermsCheck.networks(key.networks()),
                key.rateLimits(),
                key.expiresAt(),
                key.owner(),
                key.metadata());
    }

    /** @throws ProblemException if a term that is to change is not possible */
    Terms changed(PersonCaller caller, Terms before, KeyChange change) {
        boolean endless = Boolean.FALSE.equals(change.expires());
        return new Terms(
                change.scopes() == null ? before.scopes() : ScopeNames.checked(caller, change.scopes()),
                change.networks() == null ? before.networks() : TermsCheck.networks(change.networks()),
                change.rateLimits() == null ? before.rateLimits() : TermsCheck.limits(change.rateLimits()),
                change.expiresAt() == null
                        ? endless ? null : before.expiresAt()
                        : TermsCheck.expiry(change.expiresAt(), clock.instant()),
                change.owner() == null ? before.owner() : TermsCheck.owner(change.owner()),
                change.metadata() == null ? before.metadata() : TermsCheck.metadata(change.metadata()));
    }

    /** @throws ProblemException if a key is not as its environment demands */
    void demand(UUID tenantId, String environment, KeyName name, Terms terms) {
        PolicyCheck.demand(
                policies.of(tenantId, environment),
                environment,
                new PolicyCheck.Subject(name.text(), terms.owner(), terms.networks(), null));
    }

    private Terms terms(PersonCaller caller, NewKey asked) {
        return new Terms(
                ScopeNames.checked(caller, asked.scopes()),
                TermsCheck.networks(asked.networks()),
                TermsCheck.limits(asked.rateLimits()),
                TermsCheck.expiry(asked.expiresAt(), clock.instant()),
                TermsCheck.owner(asked.owner()),
                TermsCheck.metadata(asked.metadata()));
    }

    private String environment(UUID tenantId, @Nullable String asked) {
        List<String> possible = environments.of(tenantId);
        if (asked == null || !possible.contains(asked)) {
            throw ProblemException.invalid("'environment' is one of " + String.join(", ", possible) + ".");
        }
        return asked;
    }
}
