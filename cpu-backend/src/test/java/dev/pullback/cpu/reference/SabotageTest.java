package dev.pullback.cpu.reference;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.BackendOptions;
import dev.pullback.api.backend.Device;
import dev.pullback.api.backend.Kernel;
import dev.pullback.api.op.Op;
import dev.pullback.api.op.Scalars;
import dev.pullback.api.type.TensorType;
import dev.pullback.conformance.BackendContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kit tests itself: a backend with one fault, of a kind that real kernels have, must not pass. */
class SabotageTest {

    /** What a faulty kernel does around the right one. */
    private interface Fault {
        void run(Kernel<ReferenceBuffer> right, List<ReferenceBuffer> operands, ReferenceBuffer result);
    }

    /** Faults, each in the kernel of one op. */
    private enum Sabotage {
        LAST_ELEMENT_OF_ODD_SIZES_IS_LEFT_OUT("add", (right, operands, result) -> {
            right.run(operands, result);
            double[] y = result.values();
            if (y.length % 8 == 1) {
                y[y.length - 1] = 0;
            }
        }),
        PRODUCTS_ARE_ROUNDED_TO_ELEVEN_BITS("matmul", (right, operands, result) -> {
            right.run(
                    operands.stream()
                            .map(operand -> with(operand, x -> bits(x, 11)))
                            .toList(),
                    result);
        }),
        THE_LAST_TERM_OF_LONG_PRODUCTS_IS_DROPPED("matmul", (right, operands, result) -> {
            ReferenceBuffer a = with(operands.getFirst(), x -> x);
            double[] values = a.values();
            int inner = a.type().shape().length(-1);
            for (int i = inner - 1; inner > 512 && i < values.length; i += inner) {
                values[i] = 0;
            }
            right.run(List.of(a, operands.get(1)), result);
        }),
        ONE_ELEMENT_IS_OFF_BY_A_PERCENT("matmul", (right, operands, result) -> {
            right.run(operands, result);
            double[] y = result.values();
            if (y.length > 500) {
                y[y.length / 2] *= 1.01;
            }
        }),
        LARGE_SIGMOIDS_OVERFLOW("sigmoid", (right, operands, result) -> {
            double[] x = operands.getFirst().values();
            double[] y = result.values();
            for (int i = 0; i < y.length; i++) {
                float e = (float) Math.exp(x[i]);
                y[i] = e / (1 + e);
            }
        }),
        EXP_IS_A_NATIVE_FUNCTION("exp", (right, operands, result) -> {
            right.run(operands, result);
            double[] y = result.values();
            for (int i = 0; i < y.length; i++) {
                y[i] = (float) (y[i] * (1 + 1e-6));
            }
        }),
        NAN_IS_NO_MAXIMUM(
                "reducemax",
                (right, operands, result) -> right.run(
                        List.of(with(operands.getFirst(), x -> Double.isNaN(x) ? -Double.MAX_VALUE : x)), result)),
        A_SUM_READS_ONE_ROW_LESS("sum", (right, operands, result) -> {
            ReferenceBuffer x = with(operands.getFirst(), value -> value);
            if (x.values().length == 33 * 5) {
                Arrays.fill(x.values(), 32 * 5, 33 * 5, 0);
            }
            right.run(List.of(x), result);
        }),
        INDICES_ARE_NOT_CLAMPED(
                "gather",
                (right, operands, result) ->
                        right.run(List.of(operands.get(0), with(operands.get(1), x -> Math.abs(x))), result)),
        A_SIGN_OF_ZERO_IS_LOST(
                "transpose",
                (right, operands, result) -> right.run(List.of(with(operands.getFirst(), x -> x + 0.0)), result)),
        AN_OPERAND_IS_OVERWRITTEN("exp", (right, operands, result) -> {
            right.run(operands, result);
            Arrays.fill(operands.getFirst().values(), 0);
        });

        private final String op;
        private final Fault fault;

        Sabotage(String op, Fault fault) {
            this.op = op;
            this.fault = fault;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_fault_is_found(Sabotage sabotage) {
        List<String> failures = failures(sabotage.op, options -> new Sabotaged(sabotage, options));
        assertFalse(failures.isEmpty(), () -> sabotage + " was not found");
    }

    /** So that what is found above is the fault and not the way it is put in. */
    @Test
    void the_same_backend_without_a_fault_passes() {
        assertTrue(failures("matmul", options -> new Sabotaged(null, options)).isEmpty());
    }

    private interface Opener {
        Backend open(BackendOptions options);
    }

    /** What the cases of one op say about a backend. */
    private static List<String> failures(String op, Opener opener) {
        var contract = new BackendContract() {
            @Override
            protected Backend open(BackendOptions options) {
                return opener.open(options);
            }
        };
        contract.openBackends();
        try {
            List<String> failures = new ArrayList<>();
            List<DynamicTest> tests = contract.every_op_is_correct()
                    .filter(test -> test.getDisplayName().startsWith(op + "("))
                    .toList();
            assertFalse(tests.isEmpty(), () -> "no cases of " + op);
            tests.forEach(test -> message(test).ifPresent(failures::add));
            return failures;
        } finally {
            contract.closeBackends();
        }
    }

    private static Optional<String> message(DynamicTest test) {
        try {
            test.getExecutable().execute();
            return Optional.empty();
        } catch (AssertionError found) {
            return Optional.of(found.getMessage());
        } catch (Throwable broken) {
            throw new IllegalStateException("the cases could not be run: " + test.getDisplayName(), broken);
        }
    }

    /** The reference with one fault, or with none. */
    private static final class Sabotaged extends ReferenceBackend {

        private final Sabotage sabotage;

        private Sabotaged(Sabotage sabotage, BackendOptions options) {
            super(new Device("0", "sabotaged", Device.Kind.CPU, -1, ""), options);
            this.sabotage = sabotage;
        }

        @Override
        protected Optional<Kernel<ReferenceBuffer>> kernel(Op op, List<TensorType> operands, TensorType result) {
            Optional<Kernel<ReferenceBuffer>> right = super.kernel(op, operands, result);
            return sabotage != null && op.name().equals(sabotage.op)
                    ? right.map(kernel -> (in, out) -> sabotage.fault.run(kernel, in, out))
                    : right;
        }
    }

    private interface Change {
        double of(double x);
    }

    /** A changed copy of a buffer. */
    private static ReferenceBuffer with(ReferenceBuffer buffer, Change change) {
        var copy = new ReferenceBuffer((ReferenceBackend) buffer.owner(), buffer.type());
        for (int i = 0; i < copy.values().length; i++) {
            copy.values()[i] =
                    Scalars.round(change.of(buffer.values()[i]), buffer.type().dtype());
        }
        return copy;
    }

    /** The number with so many significant bits. */
    private static double bits(double x, int count) {
        double scale = 1L << (53 - count);
        return x * (1 + scale) - x * scale;
    }
}
