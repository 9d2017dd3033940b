package dev.keyturn.caller;

import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import java.net.InetAddress;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person of a tenant, signed in. */
public final class PersonCaller implements Caller {
    private final UUID tenantId;
    private final UUID personId;
    private final String email;
    private final Role role;
    private final @Nullable Set<String> scopes;
    private final InetAddress address;

    PersonCaller(Person person, InetAddress address) {
        this.tenantId = person.tenantId();
        this.personId = person.personId();
        this.email = person.email();
        this.role = person.role();
        this.scopes = person.scopes();
        this.address = address;
    }

    /**
     * What an authenticator has found out about a person.
     *
     * @param tenantId the tenant that the session is for
     * @param role in that tenant
     * @param scopes that the person may give to keys; absent for any
     */
    public record Person(
            UUID tenantId,
            UUID personId,
            String email,
            Role role,
            @Nullable Set<String> scopes) {}

    @Override
    public UUID tenantId() {
        return tenantId;
    }

    /** Id of the person. */
    public UUID personId() {
        return personId;
    }

    /** The address that the person signs in with. */
    public String email() {
        return email;
    }

    /** What the person is in the tenant. */
    public Role role() {
        return role;
    }

    /** Scopes that the person may give to keys; absent for any. */
    public @Nullable Set<String> scopes() {
        return scopes;
    }

    /** Whether a key may be given a scope, wildcards included, by this person. */
    public boolean mayGive(String scope) {
        return scopes == null || Scope.covers(scopes, scope);
    }

    @Override
    public String actor() {
        return "person:" + email;
    }

    @Override
    public InetAddress address() {
        return address;
    }

    @Override
    public void require(String scope) {
        if (!may(scope)) {
            throw ProblemException.of(
                    ProblemCode.FORBIDDEN,
                    "Your role is " + role.word() + ", which may not do this (" + scope + "). Ask an owner or admin.");
        }
    }

    @Override
    public boolean may(String scope) {
        return role.may(scope);
    }
}
