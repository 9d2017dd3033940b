package dev.keyturn.report;

import java.util.function.Function;

/** The forms that can be asked for with {@code --format}. */
public enum Format {
    TEXT(TextReport::new),
    JSON(colour -> new JsonReport()),
    SARIF(colour -> new SarifReport()),
    CSV(colour -> new CsvReport()),
    JUNIT(colour -> new JunitReport()),
    HTML(colour -> new HtmlReport()),
    GITLAB(colour -> new GitlabReport());

    private final Function<Boolean, Report> report;

    Format(Function<Boolean, Report> report) {
        this.report = report;
    }

    /** What writes it, in colour where it can be. */
    public Report report(boolean colour) {
        return report.apply(colour);
    }

    /** As it is asked for. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
