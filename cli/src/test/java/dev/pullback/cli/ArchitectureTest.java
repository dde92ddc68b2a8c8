package dev.pullback.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The command names no backend's class: what it does not know it finds at run time. */
class ArchitectureTest {

    private final JavaClasses command = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void itKnowsTheNetworksTheirDrawingsTheKitAndTheApiAlone() {
        classes()
                .that()
                .resideInAPackage("dev.pullback.cli..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.pullback.cli..",
                        "dev.pullback.network..",
                        "dev.pullback.diagram..",
                        "dev.pullback.conformance..",
                        "dev.pullback.api..",
                        "java..",
                        "picocli..",
                        "me.tongfei.progressbar..",
                        "tools.jackson..")
                .check(command);
    }

    @Test
    void itReachesNoBackendByReflection() {
        noClasses()
                .should()
                .callMethod(Class.class, "forName", String.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.util.ServiceLoader.class)
                .check(command);
    }
}
