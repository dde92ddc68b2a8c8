package dev.pullback.opencl.oclgrind;

import static dev.pullback.opencl.oclgrind.Workload.floats;
import static dev.pullback.opencl.oclgrind.Workload.indices;
import static dev.pullback.opencl.oclgrind.Workload.numbers;

import dev.pullback.api.tensor.Functions;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.TensorFunction;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.Shape;
import dev.pullback.api.type.TensorType;
import java.util.ArrayList;
import java.util.List;

/** What moves elements, picks them by index, and makes them from nothing: in elements of 1, 4 and 8 bytes. */
final class LayoutWorkloads {

    private LayoutWorkloads() {}

    static List<Workload> all() {
        List<Workload> all = new ArrayList<>();
        for (DType dtype : DType.values()) {
            all.add(copies(dtype));
            all.add(Workload.of(
                    "gathers of " + dtype.label(), LayoutWorkloads::gathers, numbers(dtype, 13, 19), indices(13, 5)));
            all.add(Workload.of("iota of " + dtype.label(), inputs -> iotas(inputs.getFirst()), numbers(dtype, 2)));
            if (dtype != DType.BOOL) {
                all.add(Workload.of(
                        "scatters of " + dtype.label(),
                        LayoutWorkloads::scatters,
                        numbers(dtype, 9, 19),
                        indices(4, 9)));
            }
        }
        int[] reversed = {7, 6, 5, 4, 3, 2, 1, 0};
        all.add(Workload.of(
                "eight axes reversed", TensorFunction.of(x -> x.transpose(reversed)), floats(2, 3, 2, 1, 3, 2, 2, 3)));
        all.add(Workload.of(
                "random bits", TensorFunction.of(key -> Functions.randomBits(key, Shape.of(37))), indices(99, 2)));
        all.add(Workload.of(
                "moves of nothing", LayoutWorkloads::movesOfNothing, floats(0, 7), floats(5, 7), indices(5, 0)));
        return all;
    }

    private static Workload copies(DType dtype) {
        return Workload.of(
                "copies of " + dtype.label(),
                inputs -> {
                    Tensor x = inputs.get(0);
                    Tensor y = inputs.get(1);
                    return List.of(
                            x.transpose(),
                            y.transpose(0, 2, 1),
                            y.transpose(1, 0, 2),
                            y.transpose(2, 1, 0),
                            x.slice(1, 3, 20),
                            x.pad(1, 2, 3),
                            Functions.concat(1, x, x.slice(1, 0, 5)),
                            x.slice(0, 2, 3).broadcastTo(Shape.of(7, 33)),
                            x.slice(1, 2, 3).broadcastTo(Shape.of(17, 21)),
                            x.reshape(33, 17),
                            Functions.barrier(x, y));
                },
                numbers(dtype, 17, 33),
                numbers(dtype, 3, 17, 18));
    }

    private static List<Tensor> gathers(List<Tensor> inputs) {
        Tensor source = inputs.get(0);
        Tensor indices = inputs.get(1);
        return List.of(
                source.gather(0, indices),
                source.gather(1, indices),
                source.reshape(1, 13, 19).gather(1, indices));
    }

    private static List<Tensor> scatters(List<Tensor> inputs) {
        Tensor updates = inputs.get(0);
        Tensor indices = inputs.get(1);
        return List.of(updates.scatterAdd(0, 4, indices), updates.transpose().scatterAdd(1, 4, indices));
    }

    private static List<Tensor> iotas(Tensor x) {
        if (x.dtype() == DType.BOOL) {
            return List.of(Functions.constant(TensorType.of(DType.BOOL, 19), 1));
        }
        return List.of(
                Functions.iota(TensorType.of(x.dtype(), 3, 19), 0),
                Functions.iota(TensorType.of(x.dtype(), 3, 19), 1),
                Functions.constant(TensorType.of(x.dtype(), 3, 19), 7));
    }

    private static List<Tensor> movesOfNothing(List<Tensor> inputs) {
        Tensor nothing = inputs.get(0);
        Tensor x = inputs.get(1);
        Tensor none = inputs.get(2);
        return List.of(
                nothing.transpose(),
                Functions.concat(0, nothing, x),
                x.slice(0, 2, 2),
                nothing.pad(0, 1, 2),
                x.gather(0, none),
                nothing.scatterAdd(0, 3, none));
    }
}
