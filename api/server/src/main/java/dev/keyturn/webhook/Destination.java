package dev.keyturn.webhook;

import dev.keyturn.caller.Network;
import dev.keyturn.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses events may be sent to: public ones, unless private ones are allowed. A name is resolved and judged each
 * time, and the connection goes to the address that was judged.
 */
final class Destination {
    private static final int LONGEST = 500;
    private static final int HIGHEST_PORT = 65_535;
    private static final List<Network> SPECIAL = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3",
                    "::/96",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "fc00::/7",
                    "fe80::/10",
                    "fec0::/10",
                    "ff00::/8")
            .map(Network::parse)
            .toList();

    private final boolean allowPrivate;

    Destination(boolean allowPrivate) {
        this.allowPrivate = allowPrivate;
    }

    /** @throws ProblemException if nothing may be sent there */
    URI checked(String url) {
        URI address = uri(url);
        try {
            resolve(address);
        } catch (IOException e) {
            throw ProblemException.invalid("'url' cannot be used: " + e.getMessage());
        }
        return address;
    }

    private URI uri(String url) {
        try {
            URI address = new URI(url);
            boolean secure = "https".equalsIgnoreCase(address.getScheme())
                    || allowPrivate && "http".equalsIgnoreCase(address.getScheme());
            boolean plain = address.getHost() != null
                    && address.getUserInfo() == null
                    && address.getFragment() == null
                    && address.getPort() != 0
                    && address.getPort() <= HIGHEST_PORT;
            if (secure && plain && url.length() <= LONGEST) {
                return address;
            }
        } catch (URISyntaxException e) {
            // The answer is the same as for an address of another kind.
        }
        throw ProblemException.invalid(
                "'url' is an https address of up to " + LONGEST + " characters, without user or fragment.");
    }

    /**
     * The address to connect to.
     *
     * @throws IOException if the name is unknown, or any of its addresses is private
     */
    InetAddress resolve(URI address) throws IOException {
        String host = address.getHost();
        InetAddress[] found = addresses(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        for (InetAddress one : found) {
            if (!allowPrivate && isSpecial(one)) {
                throw new IOException("its host has a private or reserved address.");
            }
        }
        return found[0];
    }

    private static InetAddress[] addresses(String host) throws IOException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new IOException("its host has no address.", e);
        }
    }

    private static boolean isSpecial(InetAddress address) {
        return SPECIAL.stream().anyMatch(network -> network.contains(address));
    }
}
