package dev.pullback.opencl;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Packages import in one direction. */
@AnalyzeClasses(packages = "dev.pullback.opencl", importOptions = DoNotIncludeTests.class)
class PackageOrderTest {

    @ArchTest
    static final ArchRule packagesImportInOneDirection = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("driver")
            .definedBy("dev.pullback.opencl.driver..")
            .layer("device")
            .definedBy("dev.pullback.opencl.device..")
            .layer("runtime")
            .definedBy("dev.pullback.opencl.runtime..")
            .layer("code")
            .definedBy("dev.pullback.opencl.code..")
            .layer("step")
            .definedBy("dev.pullback.opencl.step..")
            .whereLayer("driver")
            .mayNotAccessAnyLayer()
            .whereLayer("device")
            .mayOnlyAccessLayers("driver")
            .whereLayer("runtime")
            .mayOnlyAccessLayers("driver", "device")
            .whereLayer("code")
            .mayNotAccessAnyLayer()
            .whereLayer("step")
            .mayOnlyAccessLayers("device", "code");
}
