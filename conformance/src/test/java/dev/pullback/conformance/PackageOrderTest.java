package dev.pullback.conformance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Packages import in one direction. */
@AnalyzeClasses(packages = "dev.pullback.conformance", importOptions = DoNotIncludeTests.class)
class PackageOrderTest {

    @ArchTest
    static final ArchRule packagesImportInOneDirection = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("numeric")
            .definedBy("dev.pullback.conformance.numeric..")
            .layer("decorator")
            .definedBy("dev.pullback.conformance.decorator..")
            .layer("cases")
            .definedBy("dev.pullback.conformance.cases..")
            .layer("shadow")
            .definedBy("dev.pullback.conformance.shadow..")
            .layer("kit")
            .definedBy("dev.pullback.conformance.kit..")
            .layer("junit")
            .definedBy("dev.pullback.conformance.junit..")
            .whereLayer("numeric")
            .mayNotAccessAnyLayer()
            .whereLayer("decorator")
            .mayNotAccessAnyLayer()
            .whereLayer("cases")
            .mayOnlyAccessLayers("numeric")
            .whereLayer("shadow")
            .mayOnlyAccessLayers("numeric", "decorator", "cases")
            .whereLayer("kit")
            .mayOnlyAccessLayers("numeric", "decorator", "cases")
            .whereLayer("junit")
            .mayOnlyAccessLayers("kit");

    /** The command runs the kit where no test framework is. */
    @ArchTest
    static final ArchRule onlyPackageJunitNeedsJUnit = noClasses()
            .that()
            .resideOutsideOfPackage("dev.pullback.conformance.junit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "org.opentest4j..");
}
