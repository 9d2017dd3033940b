package dev.keyturn.report;

import java.util.Locale;

/** Numbers and sizes as people read them. */
public final class Words {
    private Words() {}

    /** {@code 1 file}, {@code 2,000 files}. */
    public static String count(long number, String noun) {
        String plural =
                noun.endsWith("y") && !noun.endsWith("ey") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? noun : plural);
    }

    /** Bytes in the unit that leaves one to three digits before the point. */
    public static String size(long bytes) {
        if (bytes < 10_000) {
            return count(bytes, "byte");
        }
        return bytes < 10_000_000 ? bytes / 1000 + " kB" : String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000);
    }
}
