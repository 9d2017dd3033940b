package dev.keyturn.rule;

import dev.keyturn.complaint.Complaint;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The version of gitleaks that a configuration asks for. */
final class Version {
    /** The version whose meaning configurations have here. */
    static final String READ_AS = "8.30.0";

    private static final Pattern SEMANTIC =
            Pattern.compile("v?[0-9]{1,9}(?:\\.[0-9]{1,9}){0,2}(?:-[0-9A-Za-z.~-]+)?(?:\\+[0-9A-Za-z.~-]+)?");

    private final int[] numbers;

    /** @throws Complaint if it is none */
    Version(String file, String version) throws Complaint {
        if (!SEMANTIC.matcher(version).matches()) {
            throw new Complaint(file + ": the minVersion '" + version + "' is no version", "write it as v" + READ_AS);
        }
        numbers = numbers(version);
    }

    private static int[] numbers(String version) {
        String plain = version.replaceAll("^v|[-+].*", "");
        int[] numbers =
                Arrays.stream(plain.split("\\.")).mapToInt(Integer::parseInt).toArray();
        return Arrays.copyOf(numbers, 3);
    }

    /** Whether it is newer than the one that is known here. */
    boolean isNewer() {
        return Arrays.compare(numbers, numbers(READ_AS)) > 0;
    }
}
