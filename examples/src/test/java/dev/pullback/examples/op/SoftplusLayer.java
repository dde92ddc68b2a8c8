package dev.pullback.examples.op;

import dev.pullback.api.tensor.Apply;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.type.Shape;
import dev.pullback.network.layer.Layer;
import dev.pullback.network.layer.ParameterSpec;
import java.util.List;

/** Softplus of every value, with nothing to learn. */
record SoftplusLayer(double sharpness) implements Layer {

    @Override
    public String kind() {
        return "softplus";
    }

    @Override
    public Shape outputShape(Shape input) {
        return input;
    }

    @Override
    public List<ParameterSpec> parameters(Shape input) {
        return List.of();
    }

    @Override
    public Tensor forward(List<Tensor> parameters, Tensor x) {
        return Apply.op(new Softplus(sharpness), x);
    }
}
