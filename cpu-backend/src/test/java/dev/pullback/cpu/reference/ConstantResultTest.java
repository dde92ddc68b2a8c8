package dev.pullback.cpu.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.pullback.api.backend.Backends;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstantResultTest {

    @Test
    void aDerivativeThatDependsOnNothingIsStoredBesideItsArguments() {
        try (var backend = Backends.open("reference");
                var scope = backend.scope()) {
            Tensor x = backend.tensor(new float[] {-1, 2}, 2);
            TensorFunction steps = TensorFunction.of((Tensor t) -> t.step().sum());
            assertArrayEquals(
                    new float[] {0, 0},
                    Derivatives.gradient(steps)
                            .apply(List.of(x))
                            .getFirst()
                            .stored()
                            .toFloats());
        }
    }
}
