package dev.pullback.opencl.step;

import dev.pullback.api.op.Scalars;
import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Instruction;
import dev.pullback.api.plan.Step;
import dev.pullback.api.plan.Value;
import dev.pullback.api.type.Axes;
import dev.pullback.api.type.DType;
import dev.pullback.opencl.code.CType;
import dev.pullback.opencl.code.ClusterCode;
import dev.pullback.opencl.code.Vectors;
import dev.pullback.opencl.step.Launch.Arguments;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A generated loop over the elements of a result, seen as rows and columns.
 *
 * @param result what it writes
 * @param linear whether the code uses the index alone, and not row and column
 * @param library the source with the functions that the code calls
 * @param dtypes what it computes with
 * @param code the functions {@code cluster} and, for vectors, {@code cluster_v}
 * @param arguments what the code takes beside the result
 */
record Loop(
        String label,
        Value result,
        long size,
        int columns,
        boolean linear,
        String library,
        Set<DType> dtypes,
        Function<Vectors, String> code,
        List<Argument> arguments) {

    static Loop of(Step.ElementwiseStep step) {
        Cluster cluster = step.cluster();
        ClusterCode code = ClusterCode.loop(cluster);
        return new Loop(
                step.label(),
                step.result(),
                cluster.size(),
                cluster.lengths().get(cluster.lengths().count() - 1),
                code.isLinear(),
                "scalar.cl",
                ProgramParts.dtypes(cluster),
                vectors -> ProgramParts.cluster(code, cluster, vectors),
                new Arguments().of(code).list());
    }

    /** Zero everywhere. */
    static Loop zeros(Value result, String label) {
        DType dtype = result.type().dtype();
        var zero = new Instruction.Literal(Scalars.round(0, dtype), dtype);
        int columns = Count.columns(result.type().shape());
        int rows = columns == 0 ? 0 : Count.of(result.type().size() / columns, "rows", label);
        Axes lengths = rows == 1 ? Axes.of(columns) : Axes.of(rows, columns);
        return of(new Step.ElementwiseStep(result, new Cluster(lengths, List.of(), List.of(zero)), label));
    }

    /** Positions along the middle axis of {@code [outer, length, inner]}. */
    static Loop iota(Step.IotaStep step) {
        return generated(
                step.label(),
                step.result(),
                ", const long inner, const long length",
                ", inner, length",
                "iota_%s(index, inner, length)",
                new Arguments().longs(step.inner(), step.length()).list());
    }

    /** Random bits from a key in a buffer of two ints. */
    static Loop randomBits(Step.RandomBitsStep step) {
        return generated(
                step.label(),
                step.result(),
                ", __global const int* key",
                ", key",
                "random_bits_%s(key[0], key[1], index)",
                new Arguments().value(step.key()).list());
    }

    /** A loop whose value comes from a function of the index in source.cl, named with the type it makes. */
    private static Loop generated(
            String label, Value result, String parameters, String names, String call, List<Argument> arguments) {
        DType dtype = result.type().dtype();
        Function<Vectors, String> code = vectors -> {
            String scalar = CType.of(dtype);
            var text = new StringBuilder();
            text.append("#define CLUSTER_PARAMS , __global %s* out%s\n".formatted(scalar, parameters));
            text.append("#define CLUSTER_ARGS , out").append(names).append('\n');
            text.append("static void cluster(int row, int col, long index CLUSTER_PARAMS) { out[index] = %s; }\n"
                    .formatted(call.formatted(scalar)));
            if (vectors.width() > 1) {
                text.append("static void cluster_v(int row, int col, long index CLUSTER_PARAMS) { %s }\n"
                        .formatted(vectors.store(dtype, call.formatted(scalar + vectors.width()), "out + index")));
            }
            return text.toString();
        };
        int columns = Count.columns(result.type().shape());
        return new Loop(
                label, result, result.type().size(), columns, true, "source.cl", Set.of(dtype), code, arguments);
    }
}
