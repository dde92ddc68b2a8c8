package dev.pullback.network.train;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Tensor;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.DType;
import dev.pullback.api.type.TensorType;
import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Network;
import dev.pullback.network.layer.Parameters;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Classifies the samples of a data set, which lives on the device: the class of the largest output, the first of equals. One
 * graph is compiled, for one size of batch; the last batch is filled up with repetitions, which do not count.
 */
public final class Evaluation implements AutoCloseable {

    /** Enough for a device to be busy, little enough for any device's memory. */
    private static final int BATCH = 512;

    private final DeviceMemory memory;
    private final Dataset dataset;
    private final Network network;
    private final int batch;
    private final Executable program;
    private final Buffer data;
    private final Buffer indices;
    private final Buffer predicted;

    /**
     * Brings the data set to the device and compiles.
     *
     * @throws dev.pullback.api.error.ShapeException if network and data do not fit each other
     */
    public Evaluation(Backend backend, Network network, Dataset dataset) {
        Samples.check(network, dataset);
        this.dataset = dataset;
        this.network = network;
        this.batch = Math.min(BATCH, dataset.size());
        this.memory = new DeviceMemory(backend);
        try {
            program = memory.compile(graph());
            data = memory.floats(dataset.inputs(), dataset.size(), dataset.features());
            indices = memory.integers(new int[batch], batch);
            predicted = memory.integers(new int[batch], batch);
        } catch (RuntimeException failure) {
            memory.close();
            throw failure;
        }
    }

    /** Share of a data set's samples that the network classifies right, 0 to 1. */
    public static double accuracy(Backend backend, Network network, Parameters parameters, Dataset dataset) {
        try (var evaluation = new Evaluation(backend, network, dataset)) {
            return evaluation.accuracy(parameters);
        }
    }

    /** Share of the samples classified right with these parameters, 0 to 1. */
    public double accuracy(Parameters parameters) {
        return share(predictions(parameters));
    }

    /** The class of every sample, as the network sees it with these parameters. */
    public int[] predictions(Parameters parameters) {
        parameters.requireFit(network);
        try (var values = new DeviceMemory(memory.backend())) {
            List<Buffer> buffers = new ArrayList<>();
            for (int i = 0; i < parameters.count(); i++) {
                buffers.add(
                        values.filled(network.parameters().get(i).type(), MemorySegment.ofArray(parameters.values(i))));
            }
            return predictions(buffers);
        }
    }

    /** As {@link #accuracy(Parameters)}, with parameters that are on the device already. */
    double accuracy(List<Buffer> parameters) {
        return share(predictions(parameters));
    }

    private int[] predictions(List<Buffer> parameters) {
        List<Buffer> inputs = new ArrayList<>(parameters);
        inputs.addAll(List.of(data, indices));
        int[] all = new int[dataset.size()];
        int[] chosen = new int[batch];
        int[] answer = new int[batch];
        for (int start = 0; start < all.length; start += batch) {
            for (int i = 0; i < batch; i++) {
                chosen[i] = Math.min(start + i, all.length - 1);
            }
            indices.write(MemorySegment.ofArray(chosen));
            program.run(inputs, List.of(predicted));
            predicted.read(MemorySegment.ofArray(answer));
            System.arraycopy(answer, 0, all, start, Math.min(batch, all.length - start));
        }
        return all;
    }

    private double share(int[] predictions) {
        int right = 0;
        for (int i = 0; i < predictions.length; i++) {
            right += predictions[i] == dataset.labels()[i] ? 1 : 0;
        }
        return (double) right / predictions.length;
    }

    private Graph graph() {
        List<Traced> inputs = new ArrayList<>();
        network.parameters().forEach(spec -> inputs.add(Traced.input(spec.type(), spec.name())));
        List<Traced> parameters = List.copyOf(inputs);
        Traced rows = Traced.input(TensorType.of(DType.FLOAT32, dataset.size(), dataset.features()), "data");
        Traced chosen = Traced.input(TensorType.of(DType.INT32, batch), "indices");
        inputs.add(rows);
        inputs.add(chosen);
        Tensor x = Samples.shaped(rows.gather(0, chosen), network.inputShape());
        return Graph.of(
                inputs, List.of(network.forward(parameters, x).argmax(-1).node()));
    }

    @Override
    public void close() {
        memory.close();
    }
}
