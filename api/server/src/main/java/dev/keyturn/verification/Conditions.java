package dev.keyturn.verification;

import dev.keyturn.caller.ClientAddress;
import dev.keyturn.caller.Network;
import dev.keyturn.wire.RateLimit;
import dev.keyturn.wire.WireJson;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * From where, and how often, a key may be used. Most keys have none.
 *
 * @param networks one of which the client's address must be of; none means any address
 */
record Conditions(List<Network> networks, List<RateLimit> limits) {
    private static final TypeReference<List<RateLimit>> LIMITS = new TypeReference<>() {};

    /** Of a row's columns, each absent if there is no such rule. */
    static @Nullable Conditions of(@Nullable Array networks, @Nullable String limits) throws SQLException {
        if (networks == null && limits == null) {
            return null;
        }
        return new Conditions(
                networks == null
                        ? List.of()
                        : Arrays.stream((String[]) networks.getArray())
                                .map(Network::parse)
                                .toList(),
                limits == null ? List.of() : List.copyOf(WireJson.mapper().readValue(limits, LIMITS)));
    }

    /** Whether a client may use the key from where it is; an unknown address is of no network. */
    boolean allow(@Nullable String address) {
        return networks.isEmpty()
                || ClientAddress.literal(address)
                        .filter(known -> networks.stream().anyMatch(network -> network.contains(known)))
                        .isPresent();
    }
}
