package dev.keyturn.cli;

import dev.keyturn.report.Product;
import picocli.CommandLine.IVersionProvider;

/** Product, build and Java. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "keyturn " + number(), "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")",
        };
    }

    /** The build's number, {@code development} when it was not started from the jar. */
    static String number() {
        return Product.version();
    }
}
