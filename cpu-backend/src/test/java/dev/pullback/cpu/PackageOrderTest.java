package dev.pullback.cpu;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Packages import in one direction. */
@AnalyzeClasses(packages = "dev.pullback.cpu", importOptions = DoNotIncludeTests.class)
class PackageOrderTest {

    @ArchTest
    static final ArchRule packagesImportInOneDirection = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("threads")
            .definedBy("dev.pullback.cpu.threads..")
            .layer("warm")
            .definedBy("dev.pullback.cpu.warm..")
            .layer("memory")
            .definedBy("dev.pullback.cpu.memory..")
            .layer("vector")
            .definedBy("dev.pullback.cpu.vector..")
            .layer("matmul")
            .definedBy("dev.pullback.cpu.matmul..")
            .layer("step")
            .definedBy("dev.pullback.cpu.step..")
            .layer("reference")
            .definedBy("dev.pullback.cpu.reference..")
            .whereLayer("threads")
            .mayNotAccessAnyLayer()
            .whereLayer("warm")
            .mayNotAccessAnyLayer()
            .whereLayer("memory")
            .mayNotAccessAnyLayer()
            .whereLayer("vector")
            .mayOnlyAccessLayers("warm", "memory")
            .whereLayer("matmul")
            .mayOnlyAccessLayers("threads", "warm", "memory")
            .whereLayer("step")
            .mayOnlyAccessLayers("threads", "warm", "memory", "vector", "matmul")
            .whereLayer("reference")
            .mayNotAccessAnyLayer();
}
