package dev.keyturn.match;

import java.nio.charset.StandardCharsets;

/** Shannon's entropy of a string. */
final class Entropy {
    private Entropy() {}

    /** Bits per character: counts of characters over the length in bytes, as gitleaks reckons. */
    static double of(String text) {
        double length = text.getBytes(StandardCharsets.UTF_8).length;
        return text
                .codePoints()
                .boxed()
                .collect(java.util.stream.Collectors.groupingBy(point -> point, java.util.stream.Collectors.counting()))
                .values()
                .stream()
                .mapToDouble(count -> -count / length * Math.log(count / length) / Math.log(2))
                .sum();
    }
}
