package dev.pullback.cpu;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;

/**
 * A vector that crosses the border of a method is an object unless that method is inlined, and whether it is depends on how much was
 * inlined before it: the compiler has a budget for everything but what belongs to the Vector API itself.
 */
@AnalyzeClasses(packages = "dev.pullback.cpu", importOptions = DoNotIncludeTests.class)
class VectorBorderTest {
    private static final DescribedPredicate<JavaClass> VECTOR = assignableTo("jdk.incubator.vector.Vector")
            .or(assignableTo("jdk.incubator.vector.VectorMask"))
            .or(assignableTo("jdk.incubator.vector.VectorShuffle"))
            .as("vectors");

    private static final DescribedPredicate<JavaMethod> VECTORS_AT_THE_BORDER = describe(
            "vectors as parameters or result",
            method -> VECTOR.test(method.getRawReturnType())
                    || method.getRawParameterTypes().stream().anyMatch(VECTOR));

    @ArchTest
    static final ArchRule vectorsStayInsideMethods = noMethods().should(ArchConditions.have(VECTORS_AT_THE_BORDER));
}
