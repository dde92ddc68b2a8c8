package dev.pullback.cpu.reference;

import dev.pullback.api.backend.Kernel;
import dev.pullback.api.op.Elementwise;
import dev.pullback.api.op.Scalars;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import java.util.List;

/** Elementwise: what {@link Scalars} says, at every index. */
final class ElementwiseKernels {

    private ElementwiseKernels() {}

    static Kernel<ReferenceBuffer> of(Elementwise op, List<TensorType> operandTypes, TensorType resultType) {
        DType from = operandTypes.getLast().dtype();
        DType to = resultType.dtype();
        return (operands, result) -> {
            double[] y = result.values();
            double[] x = new double[operands.size()];
            for (int i = 0; i < y.length; i++) {
                for (int operand = 0; operand < x.length; operand++) {
                    x[operand] = operands.get(operand).values()[i];
                }
                y[i] = Scalars.apply(op, from, to, x);
            }
        };
    }
}
