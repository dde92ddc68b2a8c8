package dev.pullback.bench.peers.blas;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.pullback.bench.peers.peer.Numbers;
import dev.pullback.bench.peers.peer.Task;
import dev.pullback.bench.peers.work.TrainingStep;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.stream.IntStream;

/** The training step in C over a library's matrix product. */
final class HandwrittenStep implements Task {

    private static final SymbolLookup SYMBOLS = NativeLibraries.open("libhandwritten.so");
    private static final MethodHandle CREATE = NativeLibraries.function(
            SYMBOLS,
            "step_create",
            FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    private static final MethodHandle SET_WEIGHTS = NativeLibraries.function(
            SYMBOLS, "step_set_weights", FunctionDescriptor.ofVoid(ADDRESS, JAVA_INT, ADDRESS));
    private static final MethodHandle RUN = NativeLibraries.function(
            SYMBOLS, "step_run", FunctionDescriptor.of(JAVA_FLOAT, ADDRESS, ADDRESS, ADDRESS, JAVA_FLOAT));

    private final MemorySegment step;
    private final List<MemorySegment> samples;
    private final List<MemorySegment> labels;
    private int next;

    /** @param elementwiseThreads of the loops between the products */
    HandwrittenStep(TrainingStep work, Library library, SymbolLookup symbols, int elementwiseThreads) {
        boolean dnnl = library == Library.ONEDNN;
        MemorySegment function = symbols.findOrThrow(dnnl ? "dnnl_sgemm" : "cblas_sgemm");
        MemorySegment widths =
                ints(work.widths().stream().mapToInt(Integer::intValue).toArray());
        try {
            MemorySegment cblas = dnnl ? MemorySegment.NULL : function;
            MemorySegment onednn = dnnl ? function : MemorySegment.NULL;
            step = (MemorySegment)
                    CREATE.invokeExact(cblas, onednn, work.layers(), widths, work.batch(), elementwiseThreads);
            for (int layer = 0; layer < work.layers(); layer++) {
                SET_WEIGHTS.invokeExact(step, layer, floats(Numbers.weights(work, layer)));
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        samples = IntStream.range(0, work.minibatches())
                .mapToObj(i -> floats(Numbers.samples(work, i)))
                .toList();
        labels = IntStream.range(0, work.minibatches())
                .mapToObj(i -> ints(Numbers.labels(work, i)))
                .toList();
    }

    @Override
    public void run(int times) {
        for (int i = 0; i < times; i++) {
            step();
        }
    }

    @Override
    public double[] check() {
        return IntStream.range(0, Numbers.CHECKED_STEPS)
                .mapToDouble(i -> step())
                .toArray();
    }

    private float step() {
        int minibatch = next++ % samples.size();
        try {
            return (float) RUN.invokeExact(step, samples.get(minibatch), labels.get(minibatch), TrainingStep.RATE);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static MemorySegment floats(float[] values) {
        return Arena.global()
                .allocate((long) values.length * Float.BYTES, BlasProduct.ALIGNMENT)
                .copyFrom(MemorySegment.ofArray(values));
    }

    private static MemorySegment ints(int[] values) {
        return Arena.global().allocateFrom(JAVA_INT, values);
    }
}
