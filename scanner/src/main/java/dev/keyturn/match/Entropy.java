package dev.keyturn.match;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Shannon's entropy of a string. */
final class Entropy {
    private Entropy() {}

    /** Bits per character: counts of characters over the length in bytes, as gitleaks reckons. */
    static double of(String text) {
        int[] points = text.codePoints().toArray();
        Arrays.sort(points);
        double length = text.getBytes(StandardCharsets.UTF_8).length;
        double bits = 0;
        int from = 0;
        for (int i = 1; i <= points.length; i++) {
            if (i == points.length || points[i] != points[from]) {
                double share = (i - from) / length;
                bits -= share * Math.log(share) / Math.log(2);
                from = i;
            }
        }
        return bits;
    }
}
