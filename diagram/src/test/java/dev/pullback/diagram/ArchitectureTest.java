package dev.pullback.diagram;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Drawings know what they draw and who places it; AWT and the layout kernel's own plumbing they do not know. */
@AnalyzeClasses(packages = "dev.pullback.diagram", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyTheApiIsDrawn = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.pullback.diagram..",
                    "dev.pullback.api..",
                    "java.io..",
                    "java.lang..",
                    "java.util..",
                    "org.eclipse.elk..");

    @ArchTest
    static final ArchRule oneClassTalksToTheLayoutKernel = noClasses()
            .that()
            .doNotHaveSimpleName("LayeredLayout")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse..");
}
