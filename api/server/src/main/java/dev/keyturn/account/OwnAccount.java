package dev.keyturn.account;

import dev.keyturn.audit.Audit;
import dev.keyturn.caller.PersonCaller;
import dev.keyturn.caller.Role;
import dev.keyturn.key.RevealsPlaintext;
import dev.keyturn.key.Secret;
import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import dev.keyturn.session.Sessions;
import dev.keyturn.tenant.Members;
import dev.keyturn.tenant.People;
import dev.keyturn.tenant.Tenants;
import dev.keyturn.wire.Me;
import dev.keyturn.wire.PasswordChange;
import dev.keyturn.wire.PasswordProof;
import dev.keyturn.wire.PasswordReset;
import dev.keyturn.wire.RecoveryCodes;
import dev.keyturn.wire.SecondFactor;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** What a person does with their own account. */
public final class OwnAccount {
    private final TransactionOperations transactions;
    private final Registers registers;
    private final PeopleDesk.Access access;
    private final Links links;
    private final Audit audit;

    OwnAccount(
            TransactionOperations transactions,
            Registers registers,
            PeopleDesk.Access access,
            Links links,
            Audit audit) {
        this.transactions = transactions;
        this.registers = registers;
        this.access = access;
        this.links = links;
        this.audit = audit;
    }

    /** Who is who, and where. */
    record Registers(People people, Tenants tenants, Members members) {}

    /** Who is signed in, and where else that person is. */
    public Me me(PersonCaller caller) {
        return new Me(
                caller.personId(),
                caller.email(),
                caller.role().word(),
                caller.tenantId(),
                access.secondFactors().isOn(caller.personId()),
                registers.tenants.of(caller.personId()));
    }

    Me.Tenant addTenant(PersonCaller caller, String name) {
        if (caller.role() != Role.OWNER) {
            throw ProblemException.of(ProblemCode.FORBIDDEN, "Only an owner of a tenant creates another.");
        }
        return Objects.requireNonNull(transactions.execute(status -> {
            UUID tenant = registers.tenants.add(name);
            registers.members.add(tenant, caller.personId(), Role.OWNER, null);
            audit.record(
                    new Audit.Actor(tenant, caller.actor(), caller.address()),
                    "tenant.create",
                    tenant.toString(),
                    Map.of("owner", caller.email()));
            return new Me.Tenant(tenant, name.strip(), Role.OWNER.word());
        }));
    }

    /**
     * Changes the caller's password; every other session ends, and every link that would set it.
     *
     * @param session the one that goes on
     */
    public void changePassword(PersonCaller caller, PasswordChange change, UUID session) {
        prove(caller, change.current(), change.code());
        transactions.executeWithoutResult(status -> {
            setPassword(caller.personId(), change.password(), session);
            record(caller, "person.password-change");
        });
    }

    /**
     * The e-mail address of whoever chooses a password by a link.
     *
     * @throws ProblemException 403 if the link is not good any more
     */
    public String whose(Secret token) {
        return registers.people.email(
                Objects.requireNonNull(links.look(token, Links.PASSWORD).personId()));
    }

    /**
     * Sets a password by a one-time link; every session of the person ends.
     *
     * @throws ProblemException 403 if the link is not good any more
     */
    public void resetPassword(PasswordReset reset, InetAddress address) {
        transactions.executeWithoutResult(status -> {
            Links.Purpose purpose = links.use(reset.token(), Links.PASSWORD);
            UUID person = Objects.requireNonNull(purpose.personId());
            setPassword(person, reset.password(), null);
            audit.record(
                    new Audit.Actor(purpose.tenantId(), "link", address),
                    "person.password-reset",
                    person.toString(),
                    Map.of());
        });
    }

    private void setPassword(UUID person, Secret password, @Nullable UUID keptSession) {
        registers.people.setPassword(person, password);
        links.endPasswordLinks(person);
        access.sessions().endAll(person, null, keptSession);
    }

    /** A second factor to be, shown this once; it counts once a code of it was confirmed. */
    public SecondFactor beginSecondFactor(PersonCaller caller) {
        Secret secret = access.secondFactors().begin(caller.personId());
        return new SecondFactor(secret, uri(caller.email(), secret));
    }

    @RevealsPlaintext("authenticators read it from this address")
    private static Secret uri(String email, Secret secret) {
        String label = "Keyturn:" + URLEncoder.encode(email, StandardCharsets.UTF_8);
        return Secret.of("otpauth://totp/" + label + "?secret=" + secret.reveal()
                + "&issuer=Keyturn&algorithm=SHA1&digits=6&period=30");
    }

    /** Has the second factor count; the codes replace it once each. */
    public RecoveryCodes confirmSecondFactor(PersonCaller caller, String code) {
        return Objects.requireNonNull(transactions.execute(status -> {
            RecoveryCodes codes = new RecoveryCodes(access.secondFactors().confirm(caller.personId(), code));
            record(caller, "person.second-factor-add");
            return codes;
        }));
    }

    /** The password alone opens the account again. */
    public void removeSecondFactor(PersonCaller caller, PasswordProof proof) {
        prove(caller, proof.password(), proof.code());
        access.secondFactors().remove(caller.personId());
        record(caller, "person.second-factor-remove");
    }

    private void prove(PersonCaller caller, Secret password, @Nullable String code) {
        access.sessions()
                .prove(caller.personId(), new Sessions.Attempt(caller.email(), password, code, null), caller.address());
    }

    private void record(PersonCaller caller, String action) {
        audit.record(Audit.Actor.of(caller), action, caller.personId().toString(), Map.of());
    }
}
