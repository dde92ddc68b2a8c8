package dev.pullback.cpu.reference;

import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Device;
import dev.pullback.api.backend.Kernel;
import dev.pullback.api.op.Op;
import dev.pullback.api.op.Scalars;
import dev.pullback.api.type.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** The reference with other kernels. */
final class OtherKernels extends ReferenceBackend {

    private final Choice choice;

    /** Which kernel there is instead of the right one. */
    @FunctionalInterface
    interface Choice {
        Kernel<ReferenceBuffer> instead(
                Op op, List<TensorType> operands, TensorType result, Kernel<ReferenceBuffer> right);
    }

    /** What a kernel does around the right one. */
    @FunctionalInterface
    interface Fault {
        void run(Kernel<ReferenceBuffer> right, List<ReferenceBuffer> operands, ReferenceBuffer result);
    }

    OtherKernels(BackendOptions options, Choice choice) {
        super(new Device("0", "sabotaged", Device.Kind.CPU, -1, ""), options);
        this.choice = choice;
    }

    /** A fault in the kernel of one op, or none. */
    static Sabotage.Workshop in(String op, Fault fault) {
        return (options, faulty) -> new OtherKernels(
                options,
                (which, operands, result, right) ->
                        faulty && which.name().equals(op) ? (in, out) -> fault.run(right, in, out) : right);
    }

    @Override
    protected Optional<Kernel<ReferenceBuffer>> kernel(Op op, List<TensorType> operands, TensorType result) {
        return super.kernel(op, operands, result).map(right -> choice.instead(op, operands, result, right));
    }

    /** A changed copy of a buffer. */
    static ReferenceBuffer with(ReferenceBuffer buffer, DoubleUnaryOperator change) {
        var copy = new ReferenceBuffer((ReferenceBackend) buffer.owner(), buffer.type());
        for (int i = 0; i < copy.values().length; i++) {
            copy.values()[i] = Scalars.round(
                    change.applyAsDouble(buffer.values()[i]), buffer.type().dtype());
        }
        return copy;
    }

    /** Changed copies of buffers. */
    static List<ReferenceBuffer> with(List<ReferenceBuffer> buffers, DoubleUnaryOperator change) {
        return buffers.stream().map(buffer -> with(buffer, change)).toList();
    }
}
