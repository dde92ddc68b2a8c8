package dev.pullback.api.backend;

import dev.pullback.api.error.BackendMismatchException;
import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ClosedException;
import dev.pullback.api.error.PullbackException;
import dev.pullback.api.error.ShapeException;
import dev.pullback.api.graph.Graph;
import dev.pullback.api.tensor.Traced;
import dev.pullback.api.type.TensorType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What every {@link Executable#run} owes its caller before it touches a buffer, in one place for all backends: number and
 * types, whose the buffers are, that nothing is closed, and that no output is a buffer that the run still reads. An
 * executable makes one of these for its graph, calls {@link #check} first in every run and {@link #close} when it is closed.
 *
 * @param <B> the backend's own kind of buffer
 */
public final class RunContract<B extends OwnedBuffer> {

    private final Backend backend;
    private final Class<B> kind;
    private final List<TensorType> inputs;
    private final List<TensorType> outputs;
    /** Per output the input whose buffer it takes, or -1. */
    private final int[] donors;

    private volatile boolean closed;

    /** The buffers of one run, known to fit. */
    public record Arguments<B>(List<B> inputs, List<B> outputs) {}

    /**
     * @param kind the class of the backend's buffers
     * @param graph the graph as the caller gave it: its inputs, outputs and donations are the contract
     */
    public RunContract(Backend backend, Class<B> kind, Graph graph) {
        this.backend = backend;
        this.kind = kind;
        this.inputs = graph.inputs().stream().map(Traced::type).toList();
        this.outputs = graph.outputs().stream().map(Traced::type).toList();
        this.donors = new int[outputs.size()];
        Arrays.fill(donors, -1);
        for (Graph.Donation donation : graph.donations()) {
            donors[donation.output()] = donation.input();
        }
    }

    /** The input whose buffer an output takes, or -1. */
    public int donor(int output) {
        return donors[output];
    }

    /**
     * Checks the buffers of a run; none is changed.
     *
     * @throws ShapeException if there are too few or too many, a type differs, a donated output is not given its input's
     *     buffer, or an output's buffer is used for something else as well
     * @throws BackendMismatchException if a buffer is another backend's
     * @throws ClosedException if a buffer, its backend or the executable is closed
     */
    public Arguments<B> check(List<? extends Buffer> givenInputs, List<? extends Buffer> givenOutputs) {
        if (closed) {
            throw new ClosedException("The executable was closed; compile the graph again" + CallSite.describe());
        }
        List<B> in = fitting("input", inputs, givenInputs);
        List<B> out = fitting("output", outputs, givenOutputs);
        requireNoOverlap(in, out);
        return new Arguments<>(in, out);
    }

    /** From now on {@link #check} refuses. Returns whether this was the first call. */
    public synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    /**
     * Checks a {@link Buffer#write} or {@link Buffer#read}.
     *
     * @throws ClosedException if the buffer is closed
     * @throws ShapeException if the memory has another size than the values
     */
    public static void checkTransfer(OwnedBuffer buffer, MemorySegment memory) {
        if (buffer.isClosed()) {
            throw closed("A buffer of type %s".formatted(buffer.type()));
        }
        if (memory.byteSize() != buffer.type().bytes()) {
            throw new ShapeException("A buffer of type %s takes %,d bytes, not %,d%s"
                    .formatted(buffer.type(), buffer.type().bytes(), memory.byteSize(), CallSite.describe()));
        }
    }

    private List<B> fitting(String role, List<TensorType> types, List<? extends Buffer> given) {
        if (given.size() != types.size()) {
            throw new ShapeException("The graph has %d %s%s, but %d buffer%s given%s"
                    .formatted(
                            types.size(),
                            role,
                            types.size() == 1 ? "" : "s",
                            given.size(),
                            given.size() == 1 ? " was" : "s were",
                            CallSite.describe()));
        }
        List<B> own = new ArrayList<>(given.size());
        for (int i = 0; i < types.size(); i++) {
            own.add(fitting(role + " " + i, types.get(i), given.get(i)));
        }
        return own;
    }

    private B fitting(String place, TensorType type, Buffer given) {
        if (!kind.isInstance(given) || !kind.cast(given).owner().equals(backend)) {
            throw foreign(place, given);
        }
        B own = kind.cast(given);
        if (own.isClosed()) {
            throw closed("The buffer for %s".formatted(place));
        }
        if (!own.type().equals(type)) {
            throw new ShapeException("The graph wants %s for %s, but the buffer is of type %s%s"
                    .formatted(type, place, own.type(), CallSite.describe()));
        }
        return own;
    }

    /** An output's buffer occurs once in the whole call, or twice if it is donated: there and as its input. */
    private void requireNoOverlap(List<B> in, List<B> out) {
        Map<B, Integer> inputAt = new HashMap<>();
        for (int i = in.size() - 1; i >= 0; i--) {
            inputAt.put(in.get(i), i);
        }
        Map<B, Integer> outputAt = new HashMap<>();
        for (int o = 0; o < out.size(); o++) {
            B buffer = out.get(o);
            int donor = donors[o];
            if (donor >= 0 && !in.get(donor).equals(buffer)) {
                throw new ShapeException(
                        "Output %d takes over the buffer of input %d, so that very buffer must be given for both%s"
                                .formatted(o, donor, CallSite.describe()));
            }
            Integer input = donor < 0 ? inputAt.get(buffer) : anotherInput(in, buffer, donor);
            if (input != null) {
                throw overlap(o, "input " + input);
            }
            Integer earlier = outputAt.put(buffer, o);
            if (earlier != null) {
                throw overlap(o, "output " + earlier);
            }
        }
    }

    private static Integer anotherInput(List<?> in, Object buffer, int donor) {
        for (int i = 0; i < in.size(); i++) {
            if (i != donor && in.get(i).equals(buffer)) {
                return i;
            }
        }
        return null;
    }

    private static ShapeException overlap(int output, String other) {
        return new ShapeException(
                "The buffer for output %d is also given for %s; a buffer that is written must be nothing else in the same run%s"
                        .formatted(output, other, CallSite.describe()));
    }

    private PullbackException foreign(String place, Buffer given) {
        String whose = given instanceof OwnedBuffer owned
                ? "of " + owned.owner()
                : given == null
                        ? "missing (null)"
                        : "of an unknown backend (%s)"
                                .formatted(given.getClass().getName());
        return new BackendMismatchException(
                "The program runs on %s, but the buffer for %s is %s; copy it with tensor.to(backend)%s"
                        .formatted(backend, place, whose, CallSite.describe()));
    }

    private static ClosedException closed(String what) {
        return new ClosedException(
                what + " was closed, by itself or with its backend; it cannot be used any more" + CallSite.describe());
    }
}
