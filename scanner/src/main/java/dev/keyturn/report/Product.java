package dev.keyturn.report;

/** What made a report. */
public final class Product {
    private static final String UNBUILT = "development";

    private Product() {}

    /** The build's number, {@code development} when it was not started from the jar. */
    public static String version() {
        String number = Product.class.getPackage().getImplementationVersion();
        return number == null ? UNBUILT : number;
    }
}
