package dev.keyturn.report;

/** The forms that can be asked for with {@code --format}. */
public enum Format {
    TEXT(outcome -> "");

    private final Report report;

    Format(Report report) {
        this.report = report;
    }

    /** What writes it. */
    public Report report() {
        return report;
    }
}
