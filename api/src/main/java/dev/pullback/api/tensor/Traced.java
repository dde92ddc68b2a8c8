package dev.pullback.api.tensor;

import dev.pullback.api.error.CallSite;
import dev.pullback.api.error.ConfigurationException;
import dev.pullback.api.op.Input;
import dev.pullback.api.op.Op;
import dev.pullback.api.type.TensorType;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A node of a computational graph: an op on other nodes. Nodes are compared by identity; the type was inferred and checked
 * when the node was made.
 */
public final class Traced implements Tensor {

    private static final ScopedValue<String> PHASE = ScopedValue.newInstance();
    private static final AtomicLong MADE = new AtomicLong();

    private final Op op;
    private final List<Traced> operands;
    private final TensorType type;
    private final Stored captured;
    private final boolean open;
    private final String phase;
    private final long number = MADE.getAndIncrement();

    private Traced(Op op, List<Traced> operands, TensorType type, Stored captured, boolean open, String phase) {
        this.op = op;
        this.operands = operands;
        this.type = type;
        this.captured = captured;
        this.open = open;
        this.phase = phase;
    }

    /** A leaf whose value is given when the graph runs. */
    public static Traced input(TensorType type, String name) {
        return new Traced(new Input(type, name), List.of(), type, null, true, "");
    }

    /** A leaf that stands for values which exist already. */
    static Traced captured(Stored stored) {
        return new Traced(new Input(stored.type(), "captured"), List.of(), stored.type(), stored, false, "");
    }

    /**
     * The op on these nodes, checked.
     *
     * @throws dev.pullback.api.error.PullbackException if the operands do not fit the op
     */
    public static Traced of(Op op, List<Traced> operands) {
        return of(op, operands, PHASE.isBound() ? PHASE.get() : "");
    }

    /** As {@link #of(Op, List)}, in a phase that is already known: for passes that rebuild graphs. */
    public static Traced of(Op op, List<Traced> operands, String phase) {
        TensorType type = op.infer(operands.stream().map(Traced::type).toList());
        boolean open = op instanceof Input || operands.stream().anyMatch(Traced::isOpen);
        return new Traced(op, List.copyOf(operands), type, null, open, phase);
    }

    /** Runs code whose new nodes belong to a phase of the computation, such as {@code "gradient"}. */
    public static <T> T inPhase(String phase, ScopedValue.CallableOp<T, RuntimeException> code) {
        return ScopedValue.where(PHASE, phase).call(code);
    }

    public Op op() {
        return op;
    }

    public List<Traced> operands() {
        return operands;
    }

    @Override
    public TensorType type() {
        return type;
    }

    /** Whether this depends on an input that has no value yet. */
    public boolean isOpen() {
        return open;
    }

    /** Whether this is a leaf that stands for stored values. */
    public boolean isCaptured() {
        return captured != null;
    }

    /**
     * Whether this was made before another node. What a function reads of the nodes older than its own inputs, it takes from
     * around it.
     */
    public boolean isOlderThan(Traced other) {
        return number < other.number;
    }

    /** The phase in which the node was made, for people to read: empty, or for example {@code "gradient"}. */
    public String phase() {
        return phase;
    }

    @Override
    public Traced node() {
        return this;
    }

    @Override
    public Stored stored() {
        if (captured == null) {
            throw new ConfigurationException(
                    "A traced tensor (%s of type %s) has no values while its graph is being built; "
                                    .formatted(op.name(), type)
                            + "return it from the traced function and read the result" + CallSite.describe());
        }
        return captured;
    }

    @Override
    public String toString() {
        return op.name() + ":" + type;
    }
}
