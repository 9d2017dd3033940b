package dev.keyturn.match;

import dev.keyturn.rule.Regex;
import org.jspecify.annotations.Nullable;

/** Finds the password in an address (RFC 3986, 3.2.1), the host after it included. */
final class Addresses {
    private static final int LONGEST = 200;
    private static final int SCHEME = 20;

    /** No address stands right after one of these, but what somebody left of one may. */
    private static final String DAMAGED = "?!^*~";

    private Addresses() {}

    /** The password in the address whose {@code ://} stands from {@code start} to {@code end}, or null. */
    static Regex.@Nullable Found find(byte[] bytes, int start, int end, int length) {
        int colon = -1;
        int sign = -1;
        int at = end;
        int most = Math.min(length, end + LONGEST);
        while (at < most && isAuthority(bytes[at])) {
            if (bytes[at] == ':' && colon < 0) {
                colon = at;
            } else if (bytes[at] == '@') {
                sign = at;
            }
            at++;
        }
        if (colon < 0 || sign <= colon + 1 || sign + 1 >= at) {
            return null;
        }
        int scheme = scheme(bytes, start);
        boolean damaged = scheme > 0 && DAMAGED.indexOf(bytes[scheme - 1]) >= 0;
        return damaged ? null : new Regex.Found(scheme, at, colon + 1, sign);
    }

    private static int scheme(byte[] bytes, int start) {
        int from = start;
        while (from > 0 && start - from < SCHEME && Character.isLetterOrDigit(bytes[from - 1])) {
            from--;
        }
        return from;
    }

    private static boolean isAuthority(byte character) {
        return character > ' ' && "/?#\"'`<>\\".indexOf(character) < 0;
    }
}
