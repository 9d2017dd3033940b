package dev.keyturn.caller;

import java.net.InetAddress;
import java.util.List;
import java.util.UUID;

/** Makes callers. Nobody but an {@link Authenticator} at work is ever handed one. */
public final class CallerMint {
    private final InetAddress address;

    CallerMint(InetAddress address) {
        this.address = address;
    }

    /** The client's address, as far as it can be trusted. */
    public InetAddress address() {
        return address;
    }

    /** A person who has proven to be that. */
    public PersonCaller person(PersonCaller.Person person) {
        return new PersonCaller(person, address);
    }

    /** A program that has proven to possess a live key. */
    public ServiceCaller service(UUID tenantId, UUID keyId, List<String> scopes) {
        return new ServiceCaller(tenantId, keyId, scopes, address);
    }
}
