package dev.keyturn.caller;

import dev.keyturn.problem.ProblemCode;
import dev.keyturn.problem.ProblemException;
import java.net.InetAddress;
import java.util.List;
import java.util.UUID;

/** A program of a tenant, proven by a key. It does what the key's scopes say and nothing else. */
public final class ServiceCaller implements Caller {
    private final UUID tenantId;
    private final UUID keyId;
    private final List<String> scopes;
    private final InetAddress address;

    ServiceCaller(UUID tenantId, UUID keyId, List<String> scopes, InetAddress address) {
        this.tenantId = tenantId;
        this.keyId = keyId;
        this.scopes = List.copyOf(scopes);
        this.address = address;
    }

    @Override
    public UUID tenantId() {
        return tenantId;
    }

    /** Id of the key that was presented. */
    public UUID keyId() {
        return keyId;
    }

    /** What the key may do. */
    public List<String> scopes() {
        return scopes;
    }

    @Override
    public String actor() {
        return "key:" + keyId;
    }

    @Override
    public InetAddress address() {
        return address;
    }

    @Override
    public void require(String scope) {
        if (!may(scope)) {
            throw ProblemException.of(
                    ProblemCode.INSUFFICIENT_SCOPE,
                    "This call needs a key with the scope '" + scope + "', or a person's sign-in.");
        }
    }

    @Override
    public boolean may(String scope) {
        return !Scope.OF_PEOPLE.contains(scope) && Scope.covers(scopes, scope);
    }
}
