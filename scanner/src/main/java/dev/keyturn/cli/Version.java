package dev.keyturn.cli;

import dev.keyturn.report.Product;
import java.io.File;
import java.security.CodeSource;
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

    /** Stands for the program as it is built: another after each build of a version in development. */
    static String build() {
        CodeSource source = Version.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return number();
        }
        File file = new File(source.getLocation().getPath());
        return number() + " " + file.length() + " " + file.lastModified();
    }
}
