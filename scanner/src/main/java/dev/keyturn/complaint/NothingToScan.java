package dev.keyturn.complaint;

/** There is nothing to look at, which is no success unless {@code --allow-empty} says so. */
public final class NothingToScan extends Complaint {
    private static final long serialVersionUID = 1L;

    public NothingToScan(String what, String advice) {
        super(what, advice);
    }
}
