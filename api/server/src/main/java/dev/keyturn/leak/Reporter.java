package dev.keyturn.leak;

import dev.keyturn.caller.Caller;
import java.net.InetAddress;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who reports leaks.
 *
 * @param name as the audit trail names it
 * @param tenantId whose keys the reporter may learn about; absent for a stranger
 * @param perMinute how many keys it can have revoked in a minute; absent for as many as is usual
 */
public record Reporter(
        String name,
        @Nullable UUID tenantId,
        @Nullable InetAddress address,
        @Nullable Integer perMinute) {

    static Reporter of(Caller caller) {
        return new Reporter(caller.actor(), caller.tenantId(), caller.address(), null);
    }
}
