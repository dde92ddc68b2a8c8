package dev.pullback.conformance.kit;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.StoredTensor;
import dev.pullback.api.check.GradientCheck;
import dev.pullback.api.check.GradientReport;
import dev.pullback.api.type.DType;
import dev.pullback.conformance.cases.Derivative;
import dev.pullback.conformance.cases.DerivativeList;
import dev.pullback.conformance.numeric.Limits;
import java.util.List;
import java.util.Locale;

/** The oracle's derivatives, first and second, against differences of its values. */
final class GradientsByDifferences {

    private GradientsByDifferences() {}

    /** Differences are taken in float64 whatever the dtype of the point, so one dtype stands for both. */
    static List<Batch> batches() {
        return DerivativeList.of(DType.FLOAT32).stream()
                .<Batch>map(derivative -> Single.of(
                        Check.DERIVATIVES,
                        derivative.op().getSimpleName().toLowerCase(Locale.ROOT),
                        "the rule of %s by differences".formatted(derivative.id()),
                        candidate -> check(derivative, candidate.oracle())))
                .toList();
    }

    private static void check(Derivative derivative, Backend oracle) {
        try (var scope = oracle.scope()) {
            StoredTensor[] point = derivative.point().stream()
                    .map(values -> oracle.tensor(values.type(), values.toMemory()))
                    .toArray(StoredTensor[]::new);
            GradientReport report = GradientCheck.of(derivative.function())
                    .at(point)
                    .on(oracle)
                    .firstTolerance(Limits.FIRST_DERIVATIVE)
                    .secondTolerance(Limits.SECOND_DERIVATIVE)
                    .adjointTolerance(Limits.ADJOINT)
                    .run()
                    .orThrow();
            if (derivative.smooth()) {
                Expect.equal(List.of(), report.kinks(), derivative.id());
            }
        }
    }
}
