package dev.pullback.opencl.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.graph.Graph;
import dev.pullback.api.op.Comparison;
import dev.pullback.api.plan.Cluster;
import dev.pullback.api.plan.Plan;
import dev.pullback.api.plan.Step;
import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterCodeTest {

    private static TensorType floats(int... lengths) {
        return TensorType.of(DType.FLOAT32, lengths);
    }

    private static Step step(TensorFunction function, TensorType... types) {
        List<Step> steps = Plan.of(Graph.trace(function, types), true).steps();
        assertEquals(1, steps.size(), steps::toString);
        return steps.getFirst();
    }

    private static ClusterCode loop(TensorFunction function, TensorType... types) {
        return ClusterCode.loop(((Step.ElementwiseStep) step(function, types)).cluster());
    }

    private static ClusterCode epilogue(TensorFunction function, TensorType... types) {
        Cluster cluster = ((Step.MatMulStep) step(function, types)).epilogue().orElseThrow();
        return ClusterCode.epilogue(cluster);
    }

    private static List<Long> numbers(ClusterCode code) {
        return code.parameters().stream()
                .map(ClusterCode.Parameter::binding)
                .filter(ClusterCode.Binding.Number.class::isInstance)
                .map(binding -> ((ClusterCode.Binding.Number) binding).value())
                .toList();
    }

    @Test
    void biasAndSigmoidBehindAProduct() {
        ClusterCode code = epilogue(
                TensorFunction.of((x, w, b) -> Functions.sigmoid(x.matmul(w).add(b))),
                floats(5, 7),
                floats(7, 3),
                floats(3));
        assertEquals(", __global const float* g0", code.parameterList());
        assertEquals(", g0", code.argumentList());
        assertEquals("""
                    const float r0 = value;
                    const float r1 = g0[col];
                    const float r2 = add_float(r0, r1);
                    const float r3 = sigmoid_float(r2);
                """, code.body(Vectors.NONE));
        assertEquals("""
                    const float16 r0 = value;
                    const float16 r1 = vload16(0, g0 + (col));
                    const float16 r2 = add_float16(r0, r1);
                    const float16 r3 = sigmoid_float16(r2);
                """, code.body(Vectors.of(16)));
        assertEquals("r3", code.result());
    }

    @Test
    void theDerivativeOfASigmoidIsOneLoop() {
        ClusterCode code =
                loop(TensorFunction.of((dy, y) -> dy.mul(y).mul(y.neg().add(1))), floats(4, 6), floats(4, 6));
        assertTrue(code.isLinear(), "rows and columns do not matter");
        assertEquals(List.of(), numbers(code));
        assertEquals("""
                    const float r0 = g0[index];
                    const float r1 = g1[index];
                    const float r2 = mul_float(r0, r1);
                    const float r3 = (float)((0x1.0p0f));
                    const float r4 = sub_float(r3, r1);
                    const float r5 = mul_float(r2, r4);
                """, code.body(Vectors.NONE));
    }

    @Test
    void aGradientStepBehindTheProductThatIsTheGradient() {
        ClusterCode code = epilogue(
                TensorFunction.of((w, x, d) -> w.sub(x.transpose().matmul(d).mul(0.5))),
                floats(7, 3),
                floats(5, 7),
                floats(5, 3));
        assertEquals("""
                    const float4 r0 = value;
                    const float4 r1 = (float4)((0x1.0p-1f));
                    const float4 r2 = mul_float4(r0, r1);
                    const float4 r3 = vload4(0, g0 + (index));
                    const float4 r4 = sub_float4(r3, r2);
                """, code.body(Vectors.of(4)));
    }

    @Test
    void vectorsThatAreAlignedMoveAsAWhole() {
        ClusterCode code = loop(
                TensorFunction.of((x, y, z) -> x.add(y).mul(z)),
                TensorType.of(DType.FLOAT64, 3, 8),
                TensorType.of(DType.FLOAT64, 8),
                TensorType.of(DType.FLOAT64, 3, 1));
        Vectors fours = Vectors.aligned(4);
        assertEquals("""
                    const double4 r0 = *(__global const double4*)(g0 + (index));
                    const double4 r1 = *(__global const double4*)(g1 + (col));
                    const double4 r2 = add_double4(r0, r1);
                    const double4 r3 = (double4)(g2[row]);
                    const double4 r4 = mul_double4(r2, r3);
                """, code.body(fours));
        assertEquals("*(__global double4*)(out + index) = r4;", fours.store(DType.FLOAT64, "r4", "out + index"));
    }

    @Test
    void broadcastsOverManyAxesAreStridesGivenAsArguments() {
        ClusterCode code = loop(
                TensorFunction.of((x, y, z) -> x.add(y).mul(z)),
                floats(2, 3, 4, 5),
                floats(3, 1, 5),
                floats(2, 1, 4, 1));
        assertFalse(code.isLinear());
        assertEquals(
                ", __global const float* g0, __global const float* g1, __global const float* g2"
                        + ", const long g1s1, const long g2s0, const long n1, const long n2",
                code.parameterList());
        assertEquals(List.of(5L, 4L, 3L, 4L), numbers(code));
        assertEquals("""
                    long rest = row;
                    const long i2 = rest % n2; rest /= n2;
                    const long i1 = rest % n1; rest /= n1;
                    const long i0 = rest;
                    const float8 r0 = vload8(0, g0 + (index));
                    const float8 r1 = vload8(0, g1 + (i1 * g1s1 + col));
                    const float8 r2 = add_float8(r0, r1);
                    const float8 r3 = (float8)(g2[i0 * g2s0 + i2]);
                    const float8 r4 = mul_float8(r2, r3);
                """, code.body(Vectors.of(8)));
    }

    @Test
    void neighbouringAxesThatAllStepThroughAreOne() {
        ClusterCode code = loop(TensorFunction.of((x, y) -> x.add(y)), floats(2, 3, 4, 5), floats(4, 5));
        assertEquals("""
                    const float r0 = g0[index];
                    const float r1 = g1[col];
                    const float r2 = add_float(r0, r1);
                """, code.body(Vectors.NONE));
    }

    @Test
    void aSingleElementIsReadEverywhere() {
        ClusterCode code = loop(TensorFunction.of((x, y) -> x.mul(y)), floats(6), floats());
        assertTrue(code.isLinear());
        assertTrue(code.body(Vectors.of(4)).contains("(float4)(g1[0])"), code.body(Vectors.of(4)));
    }

    @Test
    void castsAndComparisonsAreNamedByTheTypeTheyRead() {
        ClusterCode code = loop(
                TensorFunction.of((x, n) ->
                        x.compare(Comparison.GREATER, x.like(0)).select(n.cast(DType.FLOAT64), x.cast(DType.FLOAT64))),
                floats(6),
                TensorType.of(DType.INT32, 6));
        String body = code.body(Vectors.of(8));
        assertTrue(body.contains("const uchar8 r2 = greater_float8("), body);
        assertTrue(body.contains("cast_int8_double8("), body);
        assertTrue(body.contains("cast_float8_double8("), body);
        assertTrue(body.contains("= select_double8(r2, "), body);
    }

    @Test
    void anEpilogueReadsAColumnPerMatrixOfABatch() {
        ClusterCode code = epilogue(
                TensorFunction.of((a, b, c) -> a.matmul(b).add(c)), floats(4, 5, 7), floats(4, 7, 3), floats(4, 5, 1));
        assertEquals(List.of(5L), numbers(code));
        assertTrue(code.body(Vectors.of(4)).contains("(float4)(g0[batch * g0s0 + row])"), code.body(Vectors.of(4)));
    }
}
