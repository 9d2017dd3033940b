package dev.keyturn.complaint;

/** Something that a person has to put right before the command can do its work: exit code 2. */
public class Complaint extends Exception {
    private static final long serialVersionUID = 1L;

    private final String advice;

    /**
     * @param what what is wrong, one sentence without a full stop
     * @param advice what to do about it, likewise
     */
    public Complaint(String what, String advice) {
        super(what);
        this.advice = advice;
    }

    /** What is wrong. */
    public String what() {
        return String.valueOf(getMessage());
    }

    /** What to do about it. */
    public String advice() {
        return advice;
    }
}
