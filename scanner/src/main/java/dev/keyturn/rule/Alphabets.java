package dev.keyturn.rule;

import dev.keyturn.complaint.Complaint;

/** Sets of characters that secrets are made of. */
final class Alphabets {
    private static final String DIGITS = "0123456789";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    static final String BASE62 = DIGITS + UPPER + LOWER;
    static final String BASE32 = UPPER + "234567";

    private Alphabets() {}

    static String named(String name) throws Complaint {
        return switch (name) {
            case "digits" -> DIGITS;
            case "hex" -> DIGITS + "abcdef";
            case "upperhex" -> DIGITS + "ABCDEF";
            case "lower" -> DIGITS + LOWER;
            case "upper" -> DIGITS + UPPER;
            case "letters" -> UPPER + LOWER;
            case "lowerletters" -> LOWER;
            case "upperletters" -> UPPER;
            case "base62" -> BASE62;
            case "base64" -> BASE62 + "+/";
            case "base64url" -> BASE62 + "-_";
            case "base32" -> BASE32;
            default ->
                throw new Complaint(
                        "there is no alphabet '" + name + "'", "see docs/scanning.md, or write {[0-9a-z_]:20}");
        };
    }

    /** The characters of a class such as {@code 0-9a-f_-}; a hyphen at its end is a hyphen. */
    static String ofRanges(String ranges) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < ranges.length(); i++) {
            if (i + 2 < ranges.length() && ranges.charAt(i + 1) == '-') {
                for (char next = ranges.charAt(i); next <= ranges.charAt(i + 2); next++) {
                    all.append(next);
                }
                i += 2;
            } else {
                all.append(ranges.charAt(i));
            }
        }
        return all.toString();
    }
}
