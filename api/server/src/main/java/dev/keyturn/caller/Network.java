package dev.keyturn.caller;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of addresses in CIDR notation.
 *
 * @param base the first address of the range
 * @param bits how many leading bits all addresses of the range share
 */
public record Network(InetAddress base, int bits) {
    private static final Pattern SHAPE = Pattern.compile("([0-9A-Fa-f:.]{2,45})(?:/(\\d{1,3}))?");

    /**
     * Reads {@code 10.0.0.0/8} or a single address.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Network parse(String text) {
        Matcher matcher = SHAPE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no network such as 10.0.0.0/8 or 127.0.0.1");
        }
        try {
            InetAddress base = InetAddress.getByName(matcher.group(1));
            int width = base.getAddress().length * 8;
            int bits = matcher.group(2) == null ? width : Integer.parseInt(matcher.group(2));
            if (bits > width) {
                throw new IllegalArgumentException("'" + text + "' has more bits than its address");
            }
            return new Network(masked(base, bits), bits);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "' is no network such as 10.0.0.0/8 or 127.0.0.1", e);
        }
    }

    private static InetAddress masked(InetAddress address, int bits) throws UnknownHostException {
        byte[] bytes = address.getAddress();
        for (int bit = bits; bit < bytes.length * 8; bit++) {
            bytes[bit >> 3] &= (byte) ~(0x80 >> (bit & 7));
        }
        return InetAddress.getByAddress(bytes);
    }

    /** Whether every address of another range is of this one. */
    public boolean contains(Network other) {
        return other.bits >= bits && contains(other.base);
    }

    /** In CIDR notation. */
    @Override
    public String toString() {
        return base.getHostAddress() + "/" + bits;
    }

    /** Whether an address is of the range. */
    public boolean contains(InetAddress address) {
        byte[] ours = base.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if ((ours[bit >> 3] & mask) != (theirs[bit >> 3] & mask)) {
                return false;
            }
        }
        return true;
    }
}
