package dev.pullback.bench.peers.tensorflow;

import dev.pullback.bench.peers.peer.Numbers;
import dev.pullback.bench.peers.peer.Task;
import dev.pullback.bench.peers.work.Elementwise;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** One op on a tensor that stays where it is; the result is computed and left in TensorFlow's memory. */
final class TensorFlowElementwise implements Task {

    private final Session session;
    private final Placeholder<TFloat32> input;
    private final Operand<TFloat32> result;
    private final TFloat32 values;

    TensorFlowElementwise(Elementwise work, ConfigProto threads) {
        Graph graph = new Graph();
        Ops ops = Ops.create(graph);
        Shape shape = Shape.of(work.size());
        input = ops.placeholder(TFloat32.class, Placeholder.shape(shape));
        result = switch (work.function()) {
            case SIGMOID -> ops.math.sigmoid(input);
            case TANH -> ops.math.tanh(input);
            case EXP -> ops.math.exp(input);
        };
        values = TFloat32.tensorOf(
                shape, DataBuffers.of(Numbers.uniform(work.size(), 1, Elementwise.RANGE), true, false));
        session = new Session(graph, threads);
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            session.runner().feed(input, values).addTarget(result).run().close();
        }
    }

    @Override
    public double[] check() {
        try (var fetched = session.runner().feed(input, values).fetch(result).run()) {
            TFloat32 all = (TFloat32) fetched.get(0);
            return Numbers.checked(Math.toIntExact(all.size()), i -> all.getFloat(i));
        }
    }
}
