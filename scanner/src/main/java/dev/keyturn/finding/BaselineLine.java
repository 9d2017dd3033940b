package dev.keyturn.finding;

import dev.keyturn.complaint.Complaint;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/**
 * One accepted secret.
 *
 * @param identity keyed hash of the secret, in hexadecimal
 * @param hint where it was when it was accepted, for people; what is accepted does not depend on it
 * @param reason why it is accepted
 * @param owner who answers for that
 * @param expiry the last day on which it is accepted, or {@code -}
 */
record BaselineLine(String identity, String hint, String reason, String owner, String expiry) {
    static final String FOREVER = "-";

    private static final Pattern IDENTITY = Pattern.compile("[0-9a-f]{32}");

    /** A fresh line that says nothing yet but where and what it is. */
    static BaselineLine fresh(String identity, String rule, String hint) {
        return new BaselineLine(identity, plain(hint), "accepted: " + plain(rule), "-", FOREVER);
    }

    /** @throws Complaint if it is none */
    static BaselineLine parse(String file, int number, String line) throws Complaint {
        String[] cells = line.split("\t", -1);
        if (cells.length != 4) {
            throw new Complaint(
                    file + ", line " + number + " has " + cells.length + " columns instead of 4",
                    "a line is: identity, reason, owner, expiry, with one tab between each");
        }
        String identity = cells[0].split(" ", 2)[0];
        if (!IDENTITY.matcher(identity).matches()) {
            throw new Complaint(
                    file + ", line " + number + " starts with no identity", "write lines with --write-baseline");
        }
        refuseNoDay(file, number, cells[3]);
        String hint = cells[0].substring(identity.length()).strip();
        return new BaselineLine(identity, hint, cells[1], cells[2], cells[3]);
    }

    private static void refuseNoDay(String file, int number, String expiry) throws Complaint {
        try {
            if (!expiry.equals(FOREVER)) {
                LocalDate.parse(expiry);
            }
        } catch (DateTimeParseException e) {
            throw new Complaint(
                    file + ", line " + number + ": '" + expiry + "' is no day", "write yyyy-mm-dd, or - for never");
        }
    }

    /** Whether it still counts on a day. */
    boolean holds(LocalDate today) {
        return expiry.equals(FOREVER) || !LocalDate.parse(expiry).isBefore(today);
    }

    /** Of two lines for the same secret, which two branches can have brought together, the one that holds longer. */
    BaselineLine or(BaselineLine other) {
        boolean longer = expiry.equals(FOREVER) || !other.expiry.equals(FOREVER) && expiry.compareTo(other.expiry) >= 0;
        return longer ? this : other;
    }

    /** The same for another identity. */
    BaselineLine as(String other) {
        return new BaselineLine(other, hint, reason, owner, expiry);
    }

    /** As a file has it. */
    String text() {
        return String.join("\t", (identity + " " + hint).strip(), reason, owner, expiry);
    }

    /** For a person: what it is about. */
    String words() {
        String what = hint.isEmpty() ? identity : hint;
        return "'" + what + "' (" + reason + "; owner " + owner + ")";
    }

    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]", " ");
    }
}
