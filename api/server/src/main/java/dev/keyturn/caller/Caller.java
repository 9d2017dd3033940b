package dev.keyturn.caller;

import dev.keyturn.problem.ProblemException;
import java.net.InetAddress;
import java.util.UUID;

/**
 * Who calls, proven. Only an {@link Authenticator} can have one made, so a method that takes it cannot be reached by
 * anybody else. A controller method that declares {@link PersonCaller} demands a person, {@code Caller} takes programs
 * too; the caller is its first parameter, so that nothing of a stranger's request is read.
 */
public sealed interface Caller permits PersonCaller, ServiceCaller {
    /** The tenant in whose name everything happens. */
    UUID tenantId();

    /** The caller as the audit trail names it: {@code person:<email>} or {@code key:<id>}. */
    String actor();

    /** The client's address, as far as it can be trusted. */
    InetAddress address();

    /**
     * Goes on only if the caller may do something.
     *
     * @param scope such as {@code leaks:write}, one of {@link Scope}
     * @throws ProblemException 403 if not
     */
    void require(String scope);

    /** Whether {@link #require} would go on. */
    boolean may(String scope);
}
