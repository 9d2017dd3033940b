package dev.keyturn.rule;

/** How dangerous a leaked secret is. */
public enum Severity {
    /** Worth knowing, and no danger as far as is known. */
    INFO("0.0"),
    LOW("3.0"),
    MEDIUM("5.5"),
    HIGH("8.0"),
    CRITICAL("9.5");

    private final String score;

    Severity(String score) {
        this.score = score;
    }

    /** On the scale of 0 to 10 that code scanning uses. */
    public String score() {
        return score;
    }

    /** In lower case, as rule files and JSON have it. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
