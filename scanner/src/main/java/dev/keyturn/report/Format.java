package dev.keyturn.report;

import java.util.function.Function;

/** The forms that can be asked for with {@code --format}. */
public enum Format {
    TEXT(TextReport::new),
    JSON(style -> new JsonReport()),
    SARIF(style -> new SarifReport()),
    CSV(style -> new CsvReport()),
    JUNIT(style -> new JunitReport()),
    HTML(style -> new HtmlReport()),
    GITLAB(style -> new GitlabReport());

    private final Function<Style, Report> report;

    Format(Function<Style, Report> report) {
        this.report = report;
    }

    /** What writes it, laid out like that where the form allows for it. */
    public Report report(Style style) {
        return report.apply(style);
    }

    /** As it is asked for. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
