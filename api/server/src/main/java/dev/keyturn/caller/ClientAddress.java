package dev.keyturn.caller;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The address of the client: the socket's, unless that belongs to a trusted proxy; then the right-most entry of
 * {@code X-Forwarded-For} that is no trusted proxy itself. Entries further left are the client's own claim. What is no
 * literal address is never looked up as a name.
 */
public final class ClientAddress {
    private static final Pattern LITERAL = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f.]{0,4}:[0-9A-Fa-f:.]{1,44}");

    private final List<Network> trustedProxies;

    ClientAddress(List<Network> trustedProxies) {
        this.trustedProxies = List.copyOf(trustedProxies);
    }

    /** The address behind a request. */
    public InetAddress of(HttpServletRequest request) {
        InetAddress address = parse(request.getRemoteAddr(), InetAddress.getLoopbackAddress());
        if (!isTrusted(address)) {
            return address;
        }
        List<String> hops = Collections.list(request.getHeaders("X-Forwarded-For"));
        String[] entries = String.join(",", hops).split(",", -1);
        for (int i = entries.length - 1; i >= 0 && isTrusted(address); i--) {
            address = parse(entries[i].strip(), address);
        }
        return address;
    }

    private boolean isTrusted(InetAddress address) {
        return trustedProxies.stream().anyMatch(network -> network.contains(address));
    }

    private static InetAddress parse(String literal, InetAddress otherwise) {
        if (!LITERAL.matcher(literal).matches()) {
            return otherwise;
        }
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            return otherwise;
        }
    }
}
