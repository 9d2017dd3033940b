package dev.keyturn.account;

import dev.keyturn.account.Links.Link;
import dev.keyturn.account.Links.Made;
import dev.keyturn.account.Links.Purpose;
import dev.keyturn.audit.Audit;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Role;
import dev.keyturn.caller.Scope;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.problem.Redaction;
import dev.keyturn.session.Sessions;
import dev.keyturn.tenant.Email;
import dev.keyturn.tenant.Members;
import dev.keyturn.tenant.People;
import dev.keyturn.wire.Acceptance;
import dev.keyturn.wire.Invitation;
import dev.keyturn.wire.NewInvitation;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Invitations to a tenant. Whoever has the link and is new chooses a password; who has an account already proves it by
 * that account's password, so that a link alone takes over nothing.
 */
public final class Invitations {
    private static final Duration LIFE = Duration.ofDays(7);

    private final TransactionOperations transactions;
    private final Links links;
    private final Members members;
    private final Accounts accounts;
    private final Audit audit;

    Invitations(TransactionOperations transactions, Links links, Members members, Accounts accounts, Audit audit) {
        this.transactions = transactions;
        this.links = links;
        this.members = members;
        this.accounts = accounts;
        this.audit = audit;
    }

    /** Who has an account, and how that is proven. */
    record Accounts(People people, Sessions sessions) {}

    /** Asks somebody in, by a link that is shown this once. */
    public Invitation invite(PersonCaller caller, NewInvitation asked) {
        Role role = Authority.role(asked.role());
        Authority.over(caller, role);
        String email = Email.checked(asked.email() == null ? "" : asked.email());
        if (!Redaction.words(email, 300).equals(email)) {
            throw ProblemException.invalid("'email' is no e-mail address, such as owner@example.com.");
        }
        Purpose purpose = new Purpose(
                Links.INVITATION,
                caller.tenantId(),
                null,
                email,
                role.word(),
                Authority.scopes(caller, asked.scopes()));
        return Objects.requireNonNull(transactions.execute(status -> {
            Made made = links.make(purpose, caller.actor(), LIFE);
            audit.record(
                    Audit.Actor.of(caller),
                    "person.invite",
                    made.link().id().toString(),
                    Map.of("email", email, "role", role.word()));
            return view(made.link(), made.token());
        }));
    }

    /** Those that are open. */
    public List<Invitation> list(PersonCaller caller) {
        caller.require(Scope.PEOPLE_READ);
        return links.open(caller.tenantId(), Links.INVITATION).stream()
                .map(link -> view(link, null))
                .toList();
    }

    /** Has a link open nothing any more. */
    public void withdraw(PersonCaller caller, UUID id) {
        caller.require(Scope.PEOPLE_WRITE);
        transactions.executeWithoutResult(status -> {
            Link link = links.withdraw(caller.tenantId(), Links.INVITATION, id);
            Authority.over(caller, Authority.role(link.purpose().role()));
            audit.record(Audit.Actor.of(caller), "person.uninvite", id.toString(), Map.of());
        });
    }

    /** The e-mail address that an invitation is for. */
    public String invited(Secret token) {
        return Objects.requireNonNull(links.look(token, Links.INVITATION).email());
    }

    /**
     * Takes whoever accepts into the tenant.
     *
     * @throws ProblemException 403 if the link is not good any more, 401 if an existing account's password is wrong
     */
    public void accept(Acceptance given, InetAddress address) {
        String email = invited(given.token());
        Optional<UUID> known = accounts.people.withEmail(email);
        if (known.isPresent()) {
            accounts.sessions.prove(
                    known.get(), new Sessions.Attempt(email, given.password(), given.code(), null), address);
        }
        transactions.executeWithoutResult(status -> {
            Purpose purpose = links.use(given.token(), Links.INVITATION);
            UUID person = known.orElseGet(() -> accounts.people.add(email, given.password()));
            Role role = Authority.role(purpose.role());
            boolean added = members.add(purpose.tenantId(), person, role, purpose.scopes());
            audit.record(
                    new Audit.Actor(purpose.tenantId(), "person:" + email, address),
                    "person.join",
                    person.toString(),
                    Map.of("role", role.word(), "new", added));
        });
    }

    private static Invitation view(Link link, @Nullable Secret token) {
        Purpose purpose = link.purpose();
        return new Invitation(
                link.id(),
                String.valueOf(purpose.email()),
                String.valueOf(purpose.role()),
                purpose.scopes(),
                link.expiresAt(),
                token);
    }
}
