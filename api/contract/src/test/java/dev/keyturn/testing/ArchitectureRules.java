package dev.keyturn.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Map;

/** The rules that hold in every module, each with the reason why. */
public final class ArchitectureRules {
    private ArchitectureRules() {}

    /**
     * Checks the production classes below {@code dev.keyturn} that are compiled in this module.
     *
     * @param importers for each outside library's package prefix, the one package of ours that may import it
     */
    public static void check(Map<String, String> importers) {
        JavaClasses production = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
                .withImportOption(location -> location.contains("/target/classes/"))
                .importPackages("dev.keyturn");
        slices().matching("dev.keyturn.(*)..")
                .should()
                .beFreeOfCycles()
                .because("data flows one way: move what both need to the package further up")
                .check(production);
        importers.forEach((library, owner) -> noClasses()
                .that()
                .resideOutsideOfPackage(owner + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library + "..")
                .because("only " + owner + " speaks to " + library + ": use its types instead")
                .allowEmptyShould(true)
                .check(production));
        GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING
                .because("use SLF4J, or the terminal of the command line")
                .check(production);
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .because("wait on a condition with a deadline instead")
                .check(production);
        classes()
                .that()
                .haveSimpleNameEndingWith("Utils")
                .or()
                .haveSimpleNameEndingWith("Impl")
                .should()
                .bePackagePrivate()
                .because("a class is named after what it is")
                .allowEmptyShould(true)
                .check(production);
    }
}
