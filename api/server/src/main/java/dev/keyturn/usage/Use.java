package dev.keyturn.usage;

import dev.keyturn.wire.VerificationCode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That somebody presented a key. Equal uses are counted together.
 *
 * @param keyId absent for what is no key of anybody's
 * @param tenantId the key's, or of what is no key, the one that it was presented to, as far as it is known
 */
public record Use(@Nullable UUID tenantId, @Nullable UUID keyId, VerificationCode code, Client client) {

    /**
     * Who presented it, as far as it is known; all but the address are the client's own words.
     *
     * @param address a literal of IPv4 or IPv6; anything else counts as absent
     * @param agent the User-Agent
     * @param consumer the name that the client gives itself
     * @param path where the key was to open something, query left out
     */
    public record Client(
            @Nullable String address,
            @Nullable String agent,
            @Nullable String consumer,
            @Nullable String path) {}
}
