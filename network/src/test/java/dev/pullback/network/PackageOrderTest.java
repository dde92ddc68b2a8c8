package dev.pullback.network;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Packages import only what stands left of them: data, layer, loss, checkpoint and train; and of the rest only the API. */
@AnalyzeClasses(packages = "dev.pullback.network", importOptions = DoNotIncludeTests.class)
class PackageOrderTest {

    @ArchTest
    static final ArchRule packagesImportOnlyWhatComesBefore = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("data")
            .definedBy("dev.pullback.network.data..")
            .layer("layer")
            .definedBy("dev.pullback.network.layer..")
            .layer("loss")
            .definedBy("dev.pullback.network.loss..")
            .layer("checkpoint")
            .definedBy("dev.pullback.network.checkpoint..")
            .layer("train")
            .definedBy("dev.pullback.network.train..")
            .whereLayer("data")
            .mayNotAccessAnyLayer()
            .whereLayer("layer")
            .mayOnlyAccessLayers("data")
            .whereLayer("loss")
            .mayOnlyAccessLayers("data", "layer")
            .whereLayer("checkpoint")
            .mayOnlyAccessLayers("data", "layer", "loss")
            .whereLayer("train")
            .mayOnlyAccessLayers("data", "layer", "loss", "checkpoint");

    @ArchTest
    static final ArchRule ofTheOtherModulesOnlyTheApiIsImported = noClasses()
            .should()
            .dependOnClassesThat(resideInAPackage("dev.pullback..")
                    .and(not(resideInAnyPackage("dev.pullback.network..", "dev.pullback.api.."))))
            .because("backends are found by ServiceLoader, never named");
}
