package dev.keyturn.caller;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of the client: the socket's, unless that belongs to a trusted proxy; then the right-most entry of
 * {@code X-Forwarded-For} that is no trusted proxy itself. Entries further left are the client's own claim, and
 * so is everything left of an entry that is no address: then the proxy that wrote it counts as the client.
 */
public final class ClientAddress {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern LITERAL =
            Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9A-Fa-f.]{0,4}:[0-9A-Fa-f:.]{1,44}");

    private final List<Network> trustedProxies;

    ClientAddress(List<Network> trustedProxies) {
        this.trustedProxies = List.copyOf(trustedProxies);
    }

    /** The address behind a request. */
    public InetAddress of(HttpServletRequest request) {
        InetAddress address = literal(request.getRemoteAddr()).orElse(InetAddress.getLoopbackAddress());
        if (!isTrusted(address)) {
            return address;
        }
        List<String> hops = Collections.list(request.getHeaders("X-Forwarded-For"));
        String[] entries = String.join(",", hops).split(",", -1);
        for (int i = entries.length - 1; i >= 0 && isTrusted(address); i--) {
            Optional<InetAddress> hop = literal(withoutPort(entries[i].strip()));
            if (hop.isEmpty()) {
                return address;
            }
            address = hop.get();
        }
        return address;
    }

    private boolean isTrusted(InetAddress address) {
        return trustedProxies.stream().anyMatch(network -> network.contains(address));
    }

    /** Some proxies write {@code 192.0.2.1:4711} and {@code [2001:db8::1]:4711}. */
    private static String withoutPort(String hop) {
        int colon = hop.indexOf(':');
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            return end < 0 ? hop : hop.substring(1, end);
        }
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    /** The address that a literal of IPv4 or IPv6 stands for; empty for anything else, which is never looked up. */
    public static Optional<InetAddress> literal(@Nullable String text) {
        if (text == null || !LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
