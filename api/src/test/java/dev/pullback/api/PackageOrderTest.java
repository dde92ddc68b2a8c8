package dev.pullback.api;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** Packages import only what stands left of them, so the API can be read from left to right. */
@AnalyzeClasses(packages = "dev.pullback.api", importOptions = DoNotIncludeTests.class)
class PackageOrderTest {

    private static final List<String> ORDER =
            List.of("error", "type", "op", "tensor", "graph", "jacobian", "plan", "backend", "check");

    @ArchTest
    static void packages_import_only_what_stands_left_of_them(JavaClasses classes) {
        for (int left = 0; left < ORDER.size() - 1; left++) {
            String[] right = ORDER.subList(left + 1, ORDER.size()).stream()
                    .map(PackageOrderTest::packageOf)
                    .toArray(String[]::new);
            noClasses()
                    .that(resideInAPackage(packageOf(ORDER.get(left))))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(right))
                    .check(classes);
        }
    }

    @ArchTest
    static void the_plan_knows_nothing_of_derivatives(JavaClasses classes) {
        noClasses()
                .that(resideInAPackage(packageOf("plan")))
                .should()
                .dependOnClassesThat(resideInAPackage(packageOf("jacobian")))
                .because("a gradient is a graph like any other")
                .check(classes);
    }

    @ArchTest
    static final ArchRule every_package_has_its_place_in_the_order = classes()
            .should()
            .resideInAnyPackage(ORDER.stream().map(PackageOrderTest::packageOf).toArray(String[]::new));

    @ArchTest
    static final ArchRule the_api_needs_nothing_but_the_jdk =
            classes().should().onlyDependOnClassesThat(resideInAnyPackage("dev.pullback.api..", "java.."));

    private static String packageOf(String name) {
        return "dev.pullback.api." + name + "..";
    }
}
