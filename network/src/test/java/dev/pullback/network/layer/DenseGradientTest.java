package dev.pullback.network.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Backends;
import dev.pullback.api.backend.StoredTensor;
import dev.pullback.api.jacobian.Derivatives;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.network.TestBackends;
import dev.pullback.network.loss.L2;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Backpropagation through a stack, against the textbook's formulas worked out by hand in float64. */
class DenseGradientTest {

    private static final int BATCH = 3;
    private static final Network NETWORK = Network.of(
            4, new Dense(5, Activation.SIGMOID), new Dense(6, Activation.TANH), new Dense(2, Activation.SIGMOID));
    private static final float[] X = ramp(BATCH * 4, 0.21);
    private static final float[] Y = ramp(BATCH * 2, 0.13);

    @ParameterizedTest
    @MethodSource("backends")
    void everyParametersGradientIsTheOneOfTheFormula(String id) {
        Parameters values = NETWORK.initialize(11);
        List<double[]> expected = byHand(values);
        try (Backend backend = Backends.open(id);
                var _ = backend.scope()) {
            StoredTensor x = backend.tensor(X, BATCH, 4);
            StoredTensor y = backend.tensor(Y, BATCH, 2);
            List<Tensor> gradient = Derivatives.gradient(
                            parameters -> List.of(L2.sum().of(NETWORK.forward(parameters, x), y)))
                    .apply(List.copyOf(values.on(backend)));
            for (int p = 0; p < expected.size(); p++) {
                float[] found = gradient.get(p).stored().toFloats();
                assertEquals(expected.get(p).length, found.length);
                for (int i = 0; i < found.length; i++) {
                    double wanted = expected.get(p)[i];
                    assertEquals(
                            wanted,
                            found[i],
                            1e-6 + 1e-5 * Math.abs(wanted),
                            NETWORK.parameters().get(p).name() + "[" + i + "]");
                }
            }
        }
    }

    /** D = ∂L/∂Y ∘ σ′; ∂L/∂W = XᵀD, ∂L/∂b = sum of D's rows, ∂L/∂X = DWᵀ; from the last layer to the first. */
    private static List<double[]> byHand(Parameters values) {
        List<double[]> activations = new ArrayList<>(List.of(widened(X)));
        for (int layer = 0; layer < 3; layer++) {
            activations.add(forward(layer, activations.getLast(), values));
        }
        List<double[]> gradients = new ArrayList<>();
        double[] upstream = new double[Y.length];
        for (int i = 0; i < upstream.length; i++) {
            upstream[i] = 2 * (activations.getLast()[i] - Y[i]);
        }
        for (int layer = 2; layer >= 0; layer--) {
            double[] y = activations.get(layer + 1);
            double[] x = activations.get(layer);
            int units = y.length / BATCH;
            int inputs = x.length / BATCH;
            double[] d = new double[y.length];
            for (int i = 0; i < d.length; i++) {
                d[i] = upstream[i] * (layer == 1 ? 1 - y[i] * y[i] : y[i] * (1 - y[i]));
            }
            float[] w = values.values("dense" + layer + ".weight");
            double[] dw = new double[inputs * units];
            double[] db = new double[units];
            upstream = new double[x.length];
            for (int s = 0; s < BATCH; s++) {
                for (int u = 0; u < units; u++) {
                    double ds = d[s * units + u];
                    db[u] += ds;
                    for (int i = 0; i < inputs; i++) {
                        dw[i * units + u] += x[s * inputs + i] * ds;
                        upstream[s * inputs + i] += ds * w[i * units + u];
                    }
                }
            }
            gradients.addFirst(db);
            gradients.addFirst(dw);
        }
        return gradients;
    }

    private static double[] forward(int layer, double[] x, Parameters values) {
        float[] w = values.values("dense" + layer + ".weight");
        float[] b = values.values("dense" + layer + ".bias");
        int inputs = x.length / BATCH;
        double[] y = new double[BATCH * b.length];
        for (int s = 0; s < BATCH; s++) {
            for (int u = 0; u < b.length; u++) {
                double z = b[u];
                for (int i = 0; i < inputs; i++) {
                    z += x[s * inputs + i] * w[i * b.length + u];
                }
                y[s * b.length + u] = layer == 1 ? Math.tanh(z) : 1 / (1 + Math.exp(-z));
            }
        }
        return y;
    }

    private static float[] ramp(int length, double step) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) Math.sin(step * (i + 1) * (i + 1));
        }
        return values;
    }

    private static double[] widened(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    static List<String> backends() {
        return TestBackends.ids();
    }
}
