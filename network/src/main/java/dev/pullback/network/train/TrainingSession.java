package dev.pullback.network.train;

import dev.pullback.api.backend.Backend;
import dev.pullback.api.backend.Buffer;
import dev.pullback.api.backend.Executable;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.type.TensorType;
import dev.pullback.network.data.Dataset;
import dev.pullback.network.layer.Network;
import dev.pullback.network.layer.ParameterSpec;
import dev.pullback.network.layer.Parameters;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A training on a device: parameters, optimizer state and data set live there, and a step is a write of the minibatch's
 * indices and one run of a compiled graph. Close it to give the memory back.
 */
public final class TrainingSession implements AutoCloseable {

    private final DeviceMemory memory;
    private final Network network;
    private final Dataset train;
    private final StepGraph graph;
    private final List<Buffer> parameters = new ArrayList<>();
    private final List<Buffer> state = new ArrayList<>();
    private final Buffer epochLoss;
    private final Buffer loss;
    private final Buffer data;
    private final Buffer labels;
    private final Buffer rate;
    private final Map<Integer, CompiledStep> steps = new TreeMap<>();

    /** A program for one size of minibatch, with the buffers it runs on. */
    private record CompiledStep(
            int[] staged,
            MemorySegment stagedMemory,
            Executable program,
            Buffer indices,
            List<Buffer> inputs,
            List<Buffer> outputs) {}

    /** The step of the size that was asked for last: steps in a row make nothing that is to be thrown away. */
    private CompiledStep current;

    /**
     * Brings everything to the device.
     *
     * @throws dev.pullback.api.error.ShapeException if network, data and parameters do not fit each other
     * @throws dev.pullback.api.error.OutOfDeviceMemoryException if there is no room
     */
    public TrainingSession(
            Backend backend, Network network, TrainingSettings settings, Dataset train, Parameters initial) {
        Samples.check(network, train);
        initial.requireFit(network);
        this.network = network;
        this.train = train;
        this.graph = new StepGraph(network, settings.loss(), settings.optimizer());
        this.memory = new DeviceMemory(backend);
        try {
            for (int i = 0; i < initial.count(); i++) {
                TensorType type = network.parameters().get(i).type();
                parameters.add(memory.filled(type, MemorySegment.ofArray(initial.values(i))));
            }
            graph.stateTypes().forEach(type -> state.add(memory.zeros(type)));
            epochLoss = memory.zeros(StepGraph.SCALAR);
            loss = memory.zeros(StepGraph.SCALAR);
            rate = memory.zeros(StepGraph.SCALAR);
            data = memory.floats(train.inputs(), train.size(), train.features());
            labels = memory.integers(train.labels(), train.size());
        } catch (RuntimeException failure) {
            memory.close();
            throw failure;
        }
    }

    /** Compiles the step for minibatches of that size, unless that is done already. */
    public void prepare(int batchSize) {
        if (current == null || current.staged().length != batchSize) {
            current = steps.computeIfAbsent(batchSize, this::compile);
        }
    }

    /** Sets the learning rate of the steps that follow. */
    public void setRate(double value) {
        rate.write(MemorySegment.ofArray(new float[] {(float) value}));
    }

    /**
     * One step on the samples of these indices. Returns when the device has it in its queue.
     *
     * @param indices which samples of the training set; one may occur several times
     * @throws ConfigurationException if there is none, or one that the set does not have
     */
    public void step(int[] indices) {
        requireSamples(indices);
        prepare(indices.length);
        System.arraycopy(indices, 0, current.staged(), 0, indices.length);
        current.indices().write(current.stagedMemory());
        current.program().run(current.inputs(), current.outputs());
    }

    /** A device would take the nearest sample instead and say nothing. */
    private void requireSamples(int[] indices) {
        if (indices.length == 0) {
            throw new ConfigurationException("A training step needs at least one sample");
        }
        for (int index : indices) {
            if (index < 0 || index >= train.size()) {
                throw new ConfigurationException("There is no sample %,d in data set %s; they go from 0 to %,d"
                        .formatted(index, train.name(), train.size() - 1));
            }
        }
    }

    /** Waits, then reads the last minibatch's loss before its update. */
    public double lastLoss() {
        return readScalar(loss);
    }

    /** Waits, then reads Σ loss · batch/samples over the steps since this was last asked for, and begins anew with 0. */
    public double takeEpochLoss() {
        double collected = readScalar(epochLoss);
        epochLoss.write(MemorySegment.ofArray(new float[1]));
        return collected;
    }

    /** Waits, then reads the parameters as they are now. */
    public Parameters parameters() {
        List<float[]> values = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            ParameterSpec spec = network.parameters().get(i);
            float[] array = new float[spec.size()];
            parameters.get(i).read(MemorySegment.ofArray(array));
            values.add(array);
        }
        return Parameters.of(network.parameters(), values);
    }

    /** The parameters where they are, in the network's order. */
    List<Buffer> parameterBuffers() {
        return List.copyOf(parameters);
    }

    /** What a step of that size consists of, a line per kernel, for people to read. */
    public List<String> describe(int batchSize) {
        prepare(batchSize);
        return current.program().describe();
    }

    private CompiledStep compile(int batchSize) {
        Executable program = memory.compile(graph.trace(train, batchSize));
        Buffer indices = memory.integers(new int[batchSize], batchSize);
        List<Buffer> updated = new ArrayList<>(parameters);
        updated.addAll(state);
        updated.add(epochLoss);
        List<Buffer> inputs = new ArrayList<>(updated);
        inputs.addAll(List.of(data, labels, indices, rate));
        List<Buffer> outputs = new ArrayList<>(updated);
        outputs.add(loss);
        int[] staged = new int[batchSize];
        return new CompiledStep(
                staged, MemorySegment.ofArray(staged), program, indices, List.copyOf(inputs), List.copyOf(outputs));
    }

    private static double readScalar(Buffer buffer) {
        MemorySegment value = MemorySegment.ofArray(new float[1]);
        buffer.read(value);
        return value.get(ValueLayout.JAVA_FLOAT, 0);
    }

    @Override
    public void close() {
        memory.close();
    }
}
